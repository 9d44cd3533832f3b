"""Texts that do their worst, in every place where a person may write."""

from . import snapshots

WORDS = (
    "<script>alert(1)</script> url(file:///etc/passwd) <img src='file:///etc/passwd'> @import 'x'"
    " nul\x00 half\ud800 overridden\u202e isolated\u2066 bell\x07 private\ue000\uf8ff none\ufffe"
    " face \U0001f600 flag \U0001f1e9\U0001f1ea joined\u200d tab\tx \u2028 soft\xadhyphen"
    " fixed\xa0space marks e\u0301\u0302\u0303\u0304 rare \U00020000 ancient \U000103a0"
    " ภาษาไทย שלום தமிழ் አማርኛ 汉字"
)
LONG = "W" * 400


def snapshot():
    """A decided case whose every text is hostile."""
    case = snapshots.example("s04")
    case["title"] = WORDS[:200]
    case["transfer"]["end_user"]["name"] = LONG
    case["transfer"]["end_use"] = WORDS
    for item in case["items"]:
        item |= {"description": WORDS, "unit": LONG, "control_list_entry": LONG, "reason": WORDS}
    for node in (*case["article_6"].values(), case["diversion"], case["gbv"]["step_4"]):
        node["reason"] = WORDS
    case["gbv"]["forms"][0] |= {"code": WORDS, "perpetrators": WORDS, "reason": WORDS}
    for risk in case["risks"]:
        risk |= {"description": WORDS, "who": WORDS}
        risk["mitigation"]["measures"] = [{"code": LONG, "text": WORDS}, {"code": WORDS}]
    case["evidence"] = [{"id": "S1", "title": WORDS, "url": LONG, "supports": ["6.3"]}]
    return told(snapshots.decided(case))


def told(made, words=WORDS):
    """What people said in the review, no less hostile."""
    made["decision"]["lines"][0]["reasons"] = words
    made["returns"] = [{"at": snapshots.ANSWERED, "by": words, "reasons": words}]
    made["sign_offs"] = [
        {
            "kind": "legal",
            "by": LONG,
            "at": snapshots.ANSWERED,
            "reasons": words,
            "digest": "ab" * 32,
        }
    ]
    made["files"] = [
        {
            "name": words,
            "kind": "other",
            "digest": "cd" * 32,
            "size": 1,
            "added_at": snapshots.ANSWERED,
            "added_by": LONG,
        }
    ]
    return made


def arabic():
    """A decided case in Arabic; words without lam-alef, which readers of PDFs turn round."""
    case = snapshots.example("s04")
    case["language"] = "ar"
    case["title"] = "مركبات مرافقة"
    case["article_6"]["6.1"]["reason"] = "مركبات مرافقة في نزاع مسلح"
    return snapshots.decided(case) | {"language": "ar"}
