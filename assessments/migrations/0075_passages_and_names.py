"""What lets passages and end users be found again among all cases: two functions and indexes."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import assessments.models.matching

# A run of whole sentences, long enough to be no formula, gives one fingerprint, beginning at each
# sentence; what stands in quotation marks or brackets, addresses and numbers count for nothing.
# 120 bytes of letters and spaces are about twenty words, in Chinese forty characters.
FUNCTIONS = r"""
create function passages_of(p_content jsonb) returns table (print bigint, words text)
language plpgsql immutable parallel safe set search_path = public, pg_temp as $$
declare
  reason text;
  said text[];
  bare text[];
  run text;
  last int;
begin
  for reason in
    select jsonb_path_query(p_content, path) #>> '{}'
      from unnest('{strict $.**.reason,strict $.**.reasons}'::jsonpath[]) path
  loop
    said := regexp_split_to_array(
      regexp_replace(reason,
        '[«“„「『"][^»”“」』"]*[»”“」』"]|[(（\[][^)）\]]*[)）\]]|https?://\S+', ' ', 'g'),
      '[.!?;؟؛۔]+(?:\s+|$)|[。！？；\n]+');
    bare := array(
      select btrim(regexp_replace(lower(one), '[\s\d[:punct:]،、，：–—…‘’·]+', ' ', 'g'))
        from unnest(said) with ordinality as parts (one, place) order by place);
    for at in 1..least(cardinality(bare), 400) loop
      continue when bare[at] = '';
      run := '';
      last := at;
      while last <= cardinality(bare) and octet_length(run) < 120 loop
        run := run || bare[last] || ' ';
        last := last + 1;
      end loop;
      if octet_length(run) >= 120 then
        print := hashtextextended(run, 0);
        words := array_to_string(said[at:last - 1], '. ');
        return next;
      end if;
    end loop;
  end loop;
end $$;

create function prints_of(p_content jsonb) returns bigint[]
language sql immutable parallel safe set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct print), '{}') from passages_of(p_content)
$$;

-- The words of a name, whatever their order, case, accents and punctuation.
create function name_words(p_name text) returns text[]
language sql immutable parallel safe set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct word), '{}')
    from regexp_split_to_table(
      regexp_replace(normalize(lower(p_name), nfkd), '[\u0300-\u036f\u064b-\u0652]', '', 'g'),
      '[\s[:punct:]،、，–—‘’·]+') word
    where word <> ''
$$;
"""
UNDONE = """
drop function name_words(text);
drop function prints_of(jsonb);
drop function passages_of(jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0071_requests_keep_their_order")]

    operations = [
        migrations.RunSQL(FUNCTIONS, UNDONE),
        migrations.AddIndex(
            model_name="answer",
            index=django.contrib.postgres.indexes.GinIndex(
                assessments.models.matching.Prints("content"),
                condition=models.Q(content__isnull=False) & ~models.Q(step="item"),
                name="answer_prints",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                assessments.models.matching.Article("content"),
                condition=models.Q(step="item"),
                name="answer_article",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(
                assessments.models.matching.NameWords("end_user"), name="case_end_user"
            ),
        ),
    ]
