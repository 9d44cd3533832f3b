"""Words that an X-ray looks for in reasons, in the languages in which they may be written.

They decide nothing: whoever reads the question decides whether the word means it here.
"""

import re

# Violence that is deep-rooted: widespread, systematic, repeated.
PATTERN = {
    "en": r"systematic\w*|widespread|endemic|pervasive|deep[- ]rooted|repeated(ly)?|routine(ly)?",
    "fr": r"systématique\w*|généralisée?s?|endémiques?|enracinée?s?|répétée?s?|récurrente?s?",
    "es": r"sistemátic\w+|generalizad\w+|endémic\w+|arraigad\w+|reiterad\w+|repetid\w+",
    "ru": r"систематическ\w+|широко распростран\w+|массов\w+|укорен\w+|повторяющ\w+",
    "ar": r"(ال)?منهجي\w*|واسع\w* النطاق|(ال)?متفشي?\w*|(ال)?متجذر\w*|(ال)?متكرر\w*",
    "zh": "系统性|有计划|普遍|广泛|根深蒂固|屡次|反复",
}
# Economic interest, which Article 7(3) does not name.
ECONOMIC = {
    "en": r"jobs?|employment|turnover|revenues?|profits?|profitab\w+|market shares?|competitors?"
    r"|competitiveness|(commercial|economic|industrial|business|export) (interests?|benefits?"
    r"|advantages?|reasons?|losses|importance)|industrial base|contract value"
    r"|others? (will|would) (sell|supply|deliver)",
    "fr": r"emplois?|chiffre d['’]affaires|bénéfices?|rentab\w+|parts? de marché|concurrent\w*"
    r"|compétitivité|(intérêts?|avantages?|raisons?) (économiques?|commercia\w+|industriel\w*)"
    r"|d['’]autres (vendr|livrer|fournir)\w+",
    "es": r"empleos?|puestos de trabajo|ingresos|ganancias|rentab\w+|cuotas? de mercado"
    r"|competidor\w*|competitividad|(interés|intereses|ventajas?|razones|motivos)"
    r" (económic|comercial|industrial)\w*|otros (venderán|suministrarán)",
    "ru": r"рабочи\w+ мест\w*|занятост\w+|выручк\w+|прибыл\w+|дол\w+ рынка|конкурент\w*"
    r"|(экономическ|коммерческ|промышленн)\w+ (интерес|выгод|причин|соображени)\w+",
    "ar": r"فرص (ال)?عمل|وظائف|أرباح|إيرادات|حصة (في )?السوق|(ال)?منافس\w*"
    r"|(ال)?مصالح (ال)?(اقتصادية|تجارية|صناعية)",
    "zh": "就业|利润|营收|收入|市场份额|竞争对手|竞争力|经济利益|商业利益|产业利益",
}
NOT = r"\b(no|not|never|neither|nor|without|hardly|pas|jamais|sans|ni|nunca|sin|не|нет|без)\b"
NOT_IN_ANY = re.compile(NOT + r"|[不非未无没]|(?:^|\s)(?:لا|ليس|غير|بدون|لم)(?:\s|$)", re.I)
BEFORE = 24  # characters in which a word that denies is looked for
CLAUSE = re.compile(r"[.,;:!?。，；、؛،]")


def sought(words: dict[str, str]) -> re.Pattern[str]:
    """All words of all languages; Chinese does not part its words."""
    parted = "|".join(pattern for language, pattern in words.items() if language != "zh")
    return re.compile(rf"(?<!\w)(?:{parted})(?!\w)|{words['zh']}", re.IGNORECASE)


DEEP_ROOTED = sought(PATTERN)
ECONOMIC_INTEREST = sought(ECONOMIC)


def first_said(pattern: re.Pattern[str], text: str) -> str:
    """The first of the words that the text says and does not deny; "" if there is none."""
    for found in pattern.finditer(text):
        before = text[max(0, found.start() - BEFORE) : found.start()]
        if not NOT_IN_ANY.search(CLAUSE.split(before)[-1]):
            return found.group()
    return ""
