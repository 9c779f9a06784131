"""Persian names, each with its Latin spelling."""

GIVEN = (
    ("آرش", "Arash"), ("آناهیتا", "Anahita"), ("امیر", "Amir"), ("بابک", "Babak"), ("بهار", "Bahar"),
    ("پریسا", "Parisa"), ("پویا", "Pouya"), ("ترانه", "Taraneh"), ("حمید", "Hamid"), ("داریوش", "Dariush"),
    ("رضا", "Reza"), ("زهرا", "Zahra"), ("سارا", "Sara"), ("سیاوش", "Siavash"), ("شیرین", "Shirin"),
    ("علی", "Ali"), ("فرهاد", "Farhad"), ("کاوه", "Kaveh"), ("کیانا", "Kiana"), ("گلناز", "Golnaz"), ("لاله", "Laleh"),
    ("مهدی", "Mehdi"), ("مینا", "Mina"), ("نازنین", "Nazanin"), ("نیما", "Nima"), ("هومن", "Houman"),
    ("یاسمن", "Yasaman"), ("یاشار", "Yashar"),
)  # fmt: skip
FAMILY = (
    ("احمدی", "Ahmadi"), ("امینی", "Amini"), ("باقری", "Bagheri"), ("پارسا", "Parsa"), ("تهرانی", "Tehrani"),
    ("جعفری", "Jafari"), ("حسینی", "Hosseini"), ("خسروی", "Khosravi"), ("رستمی", "Rostami"), ("رضایی", "Rezaei"),
    ("زارعی", "Zarei"), ("سلیمانی", "Soleimani"), ("شریفی", "Sharifi"), ("صادقی", "Sadeghi"), ("طاهری", "Taheri"),
    ("عباسی", "Abbasi"), ("فرهمند", "Farahmand"), ("قاسمی", "Ghasemi"), ("کاظمی", "Kazemi"), ("کیانی", "Kiani"),
    ("گنجی", "Ganji"), ("محمدی", "Mohammadi"), ("مرادی", "Moradi"), ("نوری", "Nouri"), ("یزدانی", "Yazdani"),
)  # fmt: skip
FIRST = (
    ("آرمان", "Arman"), ("آوا", "Ava"), ("افرا", "Afra"), ("البرز", "Alborz"), ("پایدار", "Paydar"),
    ("پیشگام", "Pishgam"), ("تندیس", "Tandis"), ("چکاد", "Chakad"), ("راهوار", "Rahvar"), ("رایان", "Rayan"),
    ("زاگرس", "Zagros"), ("ژرف", "Jarf"), ("سپهر", "Sepehr"), ("سروش", "Soroush"), ("شبدیز", "Shabdiz"),
    ("فرازان", "Farazan"), ("کیهان", "Keyhan"), ("مهرگان", "Mehregan"), ("نیلوفر", "Niloufar"), ("هیرمند", "Hirmand"),
)  # fmt: skip
SECOND = (
    ("گستر", "Gostar"), ("پرداز", "Pardaz"), ("آوران", "Avaran"), ("سازان", "Sazan"), ("پویان", "Pooyan"),
    ("راهان", "Rahan"), ("یار", "Yar"), ("نگار", "Negar"), ("اندیش", "Andish"), ("گام", "Gam"), ("بان", "Ban"),
    ("رسان", "Resan"), ("پیوند", "Peyvand"), ("افزا", "Afza"), ("نوین", "Novin"), ("فردا", "Farda"), ("پارس", "Pars"),
    ("جنوب", "Jonoub"), ("خاور", "Khavar"), ("کویر", "Kavir"),
)  # fmt: skip
TRADES = {
    "Logistics": (("ترابر", "Tarabar"), ("لجستیک", "Logistics"), ("حمل‌ونقل", "Transport")),
    "E-commerce": (("فروشگاه اینترنتی", "Online"), ("بازار دیجیتال", "Digital Market")),
    "Retail": (("فروشگاه‌های", "Stores"), ("پخش", "Distribution")),
    "Manufacturing": (("صنایع", "Industries"), ("تولیدی", "Manufacturing")),
    "Food & Beverage": (("صنایع غذایی", "Foods"), ("نوشیدنی‌های", "Beverages")),
    "Healthcare": (("سلامت", "Health"), ("تجهیزات پزشکی", "Medical")),
    "Software": (("نرم‌افزار", "Software"), ("داده", "Data")),
    "Financial Services": (("لیزینگ", "Leasing"), ("بیمه", "Insurance")),
    "Education": (("آموزش", "Education"), ("آموزشگاه", "Academy")),
    "Public Sector": (("خدمات شهری", "Municipal Services"), ("سازمان بنادر", "Port Services")),
    "Construction": (("ساختمانی", "Construction"), ("عمران", "Civil")),
    "Media": (("رسانه", "Media"), ("نشر", "Publishing")),
}
COUNTRIES = {"IR": ("شرکت {name} (سهامی خاص)", "شرکت {name} (سهامی عام)", "{name} (با مسئولیت محدود)")}
CITIES = {"IR": ("تهران", "اصفهان", "مشهد", "شیراز", "تبریز", "بندرعباس")}
TITLES = {
    "user": ("کارشناس لجستیک", "مسئول ارسال", "کارشناس امور مشتریان", "سرپرست انبار"),
    "influencer": ("مدیر عملیات", "مدیر خرید", "تحلیلگر زنجیره تأمین", "مدیر فروش اینترنتی"),
    "decision_maker": ("معاون عملیات", "مدیر ارشد لجستیک", "معاون زنجیره تأمین"),
    "it_expert": ("مدیر فناوری اطلاعات", "مهندس یکپارچه‌سازی", "معمار نرم‌افزار"),
    "economic_buyer": ("مدیر مالی", "معاون مالی", "مدیر ارشد مالی"),
    "executive_sponsor": ("مدیرعامل", "رئیس هیئت‌مدیره", "قائم‌مقام مدیرعامل"),
}
COMPANY = "{trade} {first} {second}"
