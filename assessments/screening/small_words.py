"""The words of names that say little about whose name it is."""

LEGAL_FORMS = """
ltd limited llc llp lp inc incorporated corp corporation co company plc pte pty proprietary pvt
private gmbh ag aktiengesellschaft kg ohg gbr ug mbh sa sas sarl srl spa snc sca sl sap sab cv rl
ltda nv bv ab as asa oy oyj aps sp z oo doo dd ad kft zrt ooo oao zao pao ao tov too jsc joint stock
ojsc cjsc pjsc psc qsc wll saog saoc sal fze fzc fzco fz est establishment sti anonim sirketi kk
kabushiki kaisha gk bhd sdn tbk pt cie sociedad anonima
"""
FORMS = frozenset(LEGAL_FORMS.split())

# Articles, "son of", "of": often left out, and often written together with what follows.
SMALL = """
al el ul ad as ar ash at az an ibn bin ben bn bint binti bt ould wa va ve von van der den de del
dela della di da das do dos du des d l la le les las los e y et i und and the of for fur mr mrs ms
dr eng mv mt
"""
PARTICLES = frozenset(SMALL.split())

# Words of business and office tell what somebody does, seldom who they are. Each stands with its
# other spellings and what Arabic, Chinese and Russian have for it: a name is found translated, too.
SAID = {
    "trading": "贸易 التجارة للتجارة التجارية торговый торговая торговый trade trader",
    "import": "进口 للاستيراد الاستيراد импорт",
    "export": "出口 والتصدير التصدير экспорт",
    "import export": "进出口",
    "group": "集团 مجموعة группа groupe grupo gruppe",
    "technology": "科技 技术 للتقنية التقنية технологии технологий technologies",
    "electronics": "电子 للإلكترونيات الإلكترونيات электроника electronic",
    "machinery": "机械 الآلات للآلات машиностроительный машиностроение machine machines",
    "industries": "工业 实业 للصناعات الصناعات промышленность industry industrial",
    "plant": "工厂 厂 مصنع завод zavod factory works",
    "shipping": "航运 海运 للشحن الشحن للملاحة судоходная shipping maritime marine",
    "company": "شركة компания compagnie compania",
    "services": "服务 للخدمات الخدمات услуги service",
    "international": "国际 الدولية международный",
    "investment": "投资 للاستثمار الاستثمار инвестиции investment",
    "general": "总 العامة общий generale",
    "transport": "运输 للنقل النقل транспорт",
    "aviation": "航空 للطيران الطيران авиация air airlines",
    "foundation": "基金会 مؤسسة фонд fondation",
    "ministry": "部 وزارة министерство ministerio ministere",
    "security": "保安 للأمن الأمن охрана",
    "engineering": "工程 للهندسة الهندسة инжиниринг",
    "contracting": "للمقاولات المقاولات contractors",
    "holding": "控股 القابضة холдинг holdings",
    "development": "开发 发展 للتنمية التنمية развитие",
    "armed": "武装 المسلحة вооруженные вооружённые armadas armees",
    "forces": "القوات силы fuerzas force",
    "army": "军队 陆军 جيش الجيش армия ejercito armee",
    "navy": "海军 البحرية флот marina",
    "police": "警察 الشرطة شرطة полиция policia",
    "guard": "الحرس гвардия guardia garde guards",
    "defence": "国防 الدفاع обороны defense defensa",
    "national": "国家 الوطنية الوطني национальный национальная nacional nationale",
    "republic": "共和国 جمهورية республика republica republique",
    "state": "دولة государство estado etat",
    "brothers": "兄弟 إخوان الإخوة братья brothers bros sons",
}

BY_WORD = {word: meaning for meaning, spellings in SAID.items() for word in spellings.split()}
TRADE = frozenset(
    word for meaning, spellings in SAID.items() for word in f"{meaning} {spellings}".split()
)
