"""Arabic names, each with its Latin spelling."""

GIVEN = (
    ("أحمد", "Ahmad"), ("أمل", "Amal"), ("بدر", "Badr"), ("جمال", "Jamal"), ("حسن", "Hassan"), ("خالد", "Khaled"),
    ("داليا", "Dalia"), ("رانيا", "Rania"), ("ريم", "Reem"), ("سامي", "Sami"), ("سلمى", "Salma"), ("طارق", "Tariq"),
    ("عادل", "Adel"), ("عمر", "Omar"), ("فاطمة", "Fatima"), ("فيصل", "Faisal"), ("كريم", "Karim"), ("لينا", "Lina"),
    ("ليلى", "Layla"), ("ماجد", "Majed"), ("مريم", "Maryam"), ("منى", "Mona"), ("نادر", "Nader"), ("نور", "Nour"),
    ("هالة", "Hala"), ("هشام", "Hisham"), ("ياسر", "Yasser"), ("يوسف", "Youssef"),
)  # fmt: skip
FAMILY = (
    ("الأحمد", "Alahmad"), ("البغدادي", "Albaghdadi"), ("الجابري", "Aljabri"), ("الحربي", "Alharbi"),
    ("الخطيب", "Alkhatib"), ("الدوسري", "Aldosari"), ("الرشيد", "Alrashid"), ("الزهراني", "Alzahrani"),
    ("السيد", "Elsayed"), ("الشامي", "Alshami"), ("الصالح", "Alsaleh"), ("العمري", "Alomari"), ("الفارس", "Alfares"),
    ("القاسم", "Alqasim"), ("الكردي", "Alkurdi"), ("المصري", "Almasri"), ("المنصور", "Almansour"),
    ("النجار", "Alnajjar"), ("الهاشمي", "Alhashimi"), ("حداد", "Haddad"), ("خوري", "Khoury"), ("درويش", "Darwish"),
    ("سالم", "Salem"), ("عباس", "Abbas"), ("ناصر", "Nasser"),
)  # fmt: skip
FIRST = (
    ("قمة", "Qimmat"), ("واحة", "Wahat"), ("نخيل", "Nakheel"), ("بوابة", "Bawabat"), ("جسر", "Jisr"),
    ("منارة", "Manarat"), ("شراع", "Shiraa"),
    ("ميناء", "Mina"), ("مسار", "Masar"), ("أفق", "Ofoq"), ("روابي", "Rawabi"),
    ("نسيم", "Naseem"), ("درب", "Darb"), ("سواعد", "Sawaed"), ("رواد", "Rowad"), ("ينابيع", "Yanabee"),
    ("مرسى", "Marsa"), ("سنابل", "Sanabel"), ("ركائز", "Rakaez"), ("آفاق", "Afaq"),
)  # fmt: skip
SECOND = (
    ("الساحل", "Sahel"), ("الشرق", "Sharq"), ("الصحراء", "Sahra"), ("الوادي", "Wadi"), ("النجوم", "Nujoom"),
    ("اللؤلؤ", "Lulu"), ("المرجان", "Morjan"), ("الياسمين", "Yasmin"), ("الفجر", "Fajr"), ("البحار", "Behar"),
    ("الجبل", "Jabal"), ("الغيث", "Ghaith"), ("السحاب", "Sahab"), ("العنبر", "Anbar"), ("الضياء", "Diyaa"),
    ("الزمرد", "Zumurrud"), ("الأثير", "Atheer"), ("الكوثر", "Kawthar"), ("المدى", "Mada"), ("الريحان", "Rayhan"),
)  # fmt: skip
TRADES = {
    "Logistics": (("للشحن", "Shipping"), ("للخدمات اللوجستية", "Logistics"), ("للنقل", "Transport")),
    "E-commerce": (("للتجارة الإلكترونية", "Online"), ("للتسوق", "Shopping")),
    "Retail": (("للتجزئة", "Retail"), ("للأسواق", "Markets")),
    "Manufacturing": (("للصناعات", "Industries"), ("للتصنيع", "Manufacturing")),
    "Food & Beverage": (("للأغذية", "Foods"), ("للمشروبات", "Beverages")),
    "Healthcare": (("للرعاية الصحية", "Healthcare"), ("الطبية", "Medical")),
    "Software": (("للبرمجيات", "Software"), ("للحلول الرقمية", "Digital")),
    "Financial Services": (("للخدمات المالية", "Finance"), ("للتأمين", "Insurance")),
    "Education": (("للتعليم", "Education"), ("للتدريب", "Training")),
    "Public Sector": (("للخدمات العامة", "Public Services"), ("للمرافق", "Utilities")),
    "Construction": (("للمقاولات", "Contracting"), ("للإنشاءات", "Construction")),
    "Media": (("للإعلام", "Media"), ("للنشر", "Publishing")),
}
COUNTRIES = {
    "AE": ("شركة {name} ذ.م.م", "{name} ش.م.ع"),
    "SA": ("شركة {name} المحدودة", "شركة {name} المساهمة"),
    "EG": ("شركة {name} ش.م.م", "{name} ذ.م.م"),
    "JO": ("شركة {name} ذ.م.م",),
}
CITIES = {
    "AE": ("دبي", "أبوظبي", "الشارقة"),
    "SA": ("الرياض", "جدة", "الدمام"),
    "EG": ("القاهرة", "الإسكندرية", "بورسعيد"),
    "JO": ("عمّان", "العقبة"),
}
TITLES = {
    "user": ("منسق لوجستي", "موظف شحن", "أخصائي خدمة العملاء", "مشرف مستودع"),
    "influencer": ("مدير العمليات", "مدير المشتريات", "محلل سلسلة الإمداد", "مسؤول التجارة الإلكترونية"),
    "decision_maker": ("مدير إدارة العمليات", "رئيس قسم اللوجستيات", "نائب الرئيس لسلسلة الإمداد"),
    "it_expert": ("مدير تقنية المعلومات", "مهندس تكامل الأنظمة", "مهندس معماري للبرمجيات"),
    "economic_buyer": ("المدير المالي", "الرئيس التنفيذي للشؤون المالية", "نائب الرئيس للشؤون المالية"),
    "executive_sponsor": ("الرئيس التنفيذي", "المدير العام", "الرئيس التنفيذي للعمليات"),
}
COMPANY = "{first} {second} {trade}"
