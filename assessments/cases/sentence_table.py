"""The words of the trace, by rule and effect, with a special form by article, place or answer.

Items stand as an object ("of %(items)s", "for %(items)s"), so that one sentence does for one item
and for many. A rule that goes beyond the Treaty says so in its own sentence.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BASES: dict[str, str | Promise] = {
    "": _("a standard of this authority"),
    "six_steps_bar": _("a standard of this authority, which follows voluntary guidance"),
    "gbv_is_national_ground": _("national law, by a standard of this authority"),
}

MISFITS: dict[str, str | Promise] = {
    "valid_until": _("its last day is %(last)s, the day of the decision %(day)s"),
    "end_user": _("it names “%(named)s” as end user, the application “%(end_user)s”"),
    "no_entry": _("it names no quantity for this item"),
    "quantity": _("it covers %(covered)s, the application asks for %(wanted)s"),
}

LACKING: dict[str, str | Promise] = {
    "reference": _("its reference"),
    "end_user": _("its end user"),
    "valid_until": _("its last day"),
    "quantities": _("its quantities"),
    "decision_date": _("the day of the decision"),
}

SCOPE: dict[str, str | Promise] = {
    "1.in_scope": _(
        "The Treaty covers %(items)s: of a kind that Article 2(1), 3 or 4 names, and not"
        " excluded by Article 2(3)."
    ),
    "1.outside_treaty": _(
        "Articles 2(1), 3 and 4 do not name the kind of %(items)s: outside the Treaty. National"
        " law may still apply."
    ),
    "1.outside_treaty 2(3)": _(
        "Article 2(3) leaves outside the Treaty what moves by or for a State Party for its own"
        " use and stays in its ownership. This holds for %(items)s."
    ),
    "1.sign_off_legal": _(
        "By a standard of this authority, a movement for the own use of a State Party needs the"
        " sign-off of the legal adviser. This concerns %(items)s."
    ),
    "1.open_contradiction": _(
        "The answer “outside the Treaty” contradicts an item that is classified under Article"
        " 2(1), 3 or 4. Until this is mended, only refusal is left for %(items)s."
    ),
    "1.open_missing": _(
        "Whether the Treaty covers the transfer, Articles 2 to 4, is not answered. Until it is,"
        " only refusal is left for %(items)s."
    ),
    "1.open_unknown": _(
        "There is not enough information to say whether the Treaty covers the transfer, Articles"
        " 2 to 4. Until there is, only refusal is left for %(items)s."
    ),
}

ARTICLE_6: dict[str, str | Promise] = {
    "2.prohibited 6(1)": _(
        "Article 6(1) prohibits the transfer of %(items)s, because it would breach a measure of"
        " the Security Council. No mitigation and no balancing changes that."
    ),
    "2.prohibited 6(2)": _(
        "Article 6(2) prohibits the transfer of %(items)s, because it would breach another"
        " international agreement of this State. No mitigation and no balancing changes that."
    ),
    "2.prohibited 6(3)": _(
        "Article 6(3) prohibits the transfer of %(items)s, because there is knowledge that the"
        " items would be used in the crimes it lists. No mitigation and no balancing changes that."
    ),
    "3.prohibited": _(
        "The exemption claimed under %(basis)s does not hold for %(items)s: %(misfits)s. The"
        " transfer is therefore prohibited."
    ),
    "3.exempt": _(
        "The exemption claimed under %(basis)s holds for %(items)s: it is valid on the day of the"
        " decision, for this end user and for at least this quantity."
    ),
    "3.open_missing": _(
        "The exemption claimed under %(basis)s cannot be checked, because this is missing:"
        " %(lacking)s. Until it is there, only refusal is left for %(items)s."
    ),
    "4.open_missing": _(
        "%(basis)s is not answered. To authorise without an answer could itself breach Article 6."
        " Until there is one, only refusal is left for %(items)s."
    ),
    "4.open_unknown": _(
        "Under %(basis)s there is not enough information, which is never read as “none”. Until"
        " there is, only refusal is left for %(items)s."
    ),
    "4.sign_off_legal": _(
        "Indications under Article 6(3) fall short of knowledge. By a standard of this authority"
        " they need the sign-off of the legal adviser. This concerns %(items)s."
    ),
}

DIVERSION: dict[str, str | Promise] = {
    "5.open_missing": _(
        "The risk of diversion, asked under %(basis)s, is not answered. Until it is, only refusal"
        " is left for %(items)s."
    ),
    "5.open_unknown": _(
        "There is not enough information on the risk of diversion, asked under %(basis)s. Until"
        " there is, only refusal is left for %(items)s."
    ),
    "5.open_no_measure_described": _(
        "The risk of diversion, asked under %(basis)s, is said to be reduced by measures, and none"
        " is named. Until one is, only refusal is left for %(items)s."
    ),
    "5.not_plainly_authorised": _(
        "The risk of diversion, asked under %(basis)s, is elevated and reduced by measures. An"
        " authorisation without measures is therefore out of the question for %(items)s."
    ),
    "5.not_plainly_authorised high_unmitigated": _(
        "The risk of diversion, asked under %(basis)s, is high, and no measure reduces it enough."
        " An authorisation without measures is therefore out of the question for %(items)s."
    ),
    "5.refuse_only": _(
        "The risk of diversion is high, and no measure reduces it enough. By a standard of this"
        " authority only refusal is left for %(items)s."
    ),
}

ARTICLE_7: dict[str, str | Promise] = {
    "6.article_7_applies": _(
        "By a standard of this authority, Article 7 is applied to this transfer, although it is"
        " not an export. This holds for %(items)s."
    ),
    "6.article_7_applies 7(1)": _(
        "The transfer is an export, to which Article 7(1) applies. This holds for %(items)s."
    ),
    "6.article_7_does_not_apply": _(
        "The transfer is not one to which Article 7 is applied. The decision is a national one,"
        " within what Article 6 and the rules on diversion leave for %(items)s."
    ),
    "7.open_missing": _(
        "This is asked under %(basis)s, and is not answered: %(place)s. Until it is, only refusal"
        " is left for %(items)s."
    ),
    "7.open_unknown": _(
        "This is asked under %(basis)s, and there is not enough information: %(place)s. Until"
        " there is, only refusal is left for %(items)s."
    ),
    "7.open_no_risk_described": _(
        "Under %(basis)s a potential was identified, and no risk is described: %(place)s. Until"
        " one is, only refusal is left for %(items)s."
    ),
    "7.open_contradiction": _(
        "Under %(basis)s the answer “none found” contradicts a risk that is described there:"
        " %(place)s. Until this is mended, only refusal is left for %(items)s."
    ),
    "7.open_contradiction 6.3": _(
        "Indications of the crimes of Article 6(3) contradict the answer “none found” under both"
        " Article 7(1)(b)(i) and (ii). Until this is mended, only refusal is left for %(items)s."
    ),
    "7.open_contradiction 7.4.step_4": _(
        "Under %(basis)s the answer to step 4 contradicts the acts or the risks described. Until"
        " this is mended, only refusal is left for %(items)s."
    ),
}

RISKS: dict[str, str | Promise] = {
    "8.open_unmapped": _(
        "Under %(basis)s a risk has to be a risk of one of the five consequences of Article 7(1),"
        " and %(risk)s is on none of them. Until it is, only refusal is left for %(items)s."
    ),
    "8.open_missing": _(
        "Under %(basis)s it has to be said whether the items would be used to commit or to"
        " facilitate, and of %(risk)s it is not. Until it is, only refusal is left for %(items)s."
    ),
    "8.open_missing mitigation": _(
        "Under %(basis)s measures against %(risk)s have to be considered, and there is no answer."
        " Until there is one, only refusal is left for %(items)s."
    ),
    "8.open_unknown mitigation": _(
        "Under %(basis)s measures against %(risk)s have to be considered, and there is not enough"
        " information. Until there is, only refusal is left for %(items)s."
    ),
    "8.open_contradiction mitigation.overriding": _(
        "Under %(basis)s the answer that no measure is called for against %(risk)s contradicts the"
        " finding that it is overriding. Until this is mended, only refusal is left for %(items)s."
    ),
    "8.open_contradiction mitigation.relied_on": _(
        "A measure against %(risk)s is relied on, although under %(basis)s the answer on measures"
        " is another. Until this is mended, only refusal is left for %(items)s."
    ),
    "8.open_no_measure_described": _(
        "Under %(basis)s measures against %(risk)s are relied on, and none is named. Until one is,"
        " only refusal is left for %(items)s."
    ),
    "8.open_pending_measure": _(
        "A measure against %(risk)s is pending. Under %(basis)s it counts only if it is relied on"
        " and met before anything moves. Until then, only refusal is left for %(items)s."
    ),
    "8.open_missing overriding": _(
        "Under %(basis)s it has to be decided whether %(risk)s is overriding, and it is not. Until"
        " it is, only refusal is left for %(items)s."
    ),
    "8.open_unknown overriding": _(
        "Under %(basis)s it has to be decided whether %(risk)s is overriding, and there is not"
        " enough information. Until there is, only refusal is left for %(items)s."
    ),
    "8.open_contradiction overriding.contribution": _(
        "What remains of %(risk)s is weighed against the contribution to peace and security. The"
        " standards of this authority do not allow that here; until this is mended, only refusal"
        " is left for %(items)s."
    ),
    "8.sign_off_legal_and_head": _(
        "What remains of %(risk)s is weighed against a substantial contribution to peace and"
        " security. By a standard of this authority this needs the sign-offs of the legal adviser"
        " and of the head of the authority. This concerns %(items)s."
    ),
    "9.refuse_only": _(
        "Measures were considered (%(answer)s), and %(risk)s is overriding. One overriding risk is"
        " enough: under %(basis)s only refusal is left for %(items)s."
    ),
    "10.measures_relied_on": _(
        "Under %(basis)s the permission rests on the measures against %(risk)s. Each becomes a"
        " condition of the authorisation of %(items)s."
    ),
    "10.measures_relied_on 11.2": _(
        "The permission rests on the measures against diversion, asked under %(basis)s. Each"
        " becomes a condition of the authorisation of %(items)s."
    ),
    "11.risk_not_overriding": _(
        "Under %(basis)s what remains of %(risk)s is not overriding. As far as this risk goes,"
        " authorisation and refusal are both open for %(items)s."
    ),
    "11.no_risk": _(
        "No risk of a negative consequence of Article 7(1) touches %(items)s. %(basis)s does not"
        " stand in the way; refusal stays open."
    ),
}

SENTENCES = {**SCOPE, **ARTICLE_6, **DIVERSION, **ARTICLE_7, **RISKS}
