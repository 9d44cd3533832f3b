"""What cases are compared by: passages of reasons, words of a name, the article of an item.

The functions are the database's own (migration 0075), which keeps indexes of what they give.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, TextField


class Prints(Func):
    """The fingerprints of the passages in the reasons of an answer, by its `content`."""

    function = "prints_of"
    arity = 1
    output_field = ArrayField(BigIntegerField())


class NameWords(Func):
    """The words of a name: their order, case, accents and punctuation make no difference."""

    function = "name_words"
    arity = 1
    output_field = ArrayField(TextField())


class Article(Func):
    """The article of the Treaty under which an item falls, by the `content` of its answer."""

    template = "(%(expressions)s ->> 'article')"
    arity = 1
    output_field = TextField()
