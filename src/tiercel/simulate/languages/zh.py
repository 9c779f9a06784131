"""Chinese names, each with its Latin spelling."""

GIVEN = (
    ("安琪", "Anqi"), ("博文", "Bowen"), ("晨曦", "Chenxi"), ("丹", "Dan"), ("芳", "Fang"), ("国强", "Guoqiang"),
    ("浩然", "Haoran"), ("慧", "Hui"), ("佳怡", "Jiayi"), ("建华", "Jianhua"), ("静", "Jing"), ("俊杰", "Junjie"),
    ("丽", "Li"), ("明", "Ming"), ("娜", "Na"), ("鹏", "Peng"), ("琪", "Qi"), ("若曦", "Ruoxi"), ("思远", "Siyuan"),
    ("婷", "Ting"), ("伟", "Wei"), ("文静", "Wenjing"), ("晓东", "Xiaodong"), ("欣怡", "Xinyi"), ("雪", "Xue"),
    ("雅婷", "Yating"), ("宇航", "Yuhang"), ("子涵", "Zihan"),
)  # fmt: skip
FAMILY = (
    ("陈", "Chen"), ("邓", "Deng"), ("冯", "Feng"), ("高", "Gao"), ("郭", "Guo"), ("韩", "Han"), ("何", "He"),
    ("胡", "Hu"), ("黄", "Huang"), ("李", "Li"), ("梁", "Liang"), ("林", "Lin"), ("刘", "Liu"), ("罗", "Luo"),
    ("马", "Ma"), ("宋", "Song"), ("孙", "Sun"), ("唐", "Tang"), ("王", "Wang"), ("吴", "Wu"), ("谢", "Xie"),
    ("徐", "Xu"), ("杨", "Yang"), ("张", "Zhang"), ("赵", "Zhao"), ("郑", "Zheng"), ("周", "Zhou"), ("朱", "Zhu"),
)  # fmt: skip
FIRST = (
    ("澜启", "Lanqi"), ("沐恒", "Muheng"), ("睿川", "Ruichuan"), ("泽昂", "Zeang"), ("铭溪", "Mingxi"),
    ("翊帆", "Yifan"), ("昕拓", "Xintuo"), ("岚图", "Lantu"), ("澄宇", "Chengyu"), ("驰曜", "Chiyao"),
    ("霖森", "Linsen"), ("锦澳", "Jinao"), ("栎鸣", "Liming"), ("煜航", "Yuhang"), ("珩远", "Hengyuan"),
    ("瀚舟", "Hanzhou"), ("筑樾", "Zhuyue"), ("熠辰", "Yichen"), ("璟睦", "Jingmu"), ("淳岳", "Chunyue"),
)  # fmt: skip
SECOND = (
    ("通", "Tong"), ("达", "Da"), ("盛", "Sheng"), ("源", "Yuan"), ("联", "Lian"), ("创", "Chuang"), ("力", "Li"),
    ("信", "Xin"), ("诚", "Cheng"), ("捷", "Jie"), ("汇", "Hui"), ("科", "Ke"), ("博", "Bo"), ("富", "Fu"),
    ("隆", "Long"), ("佳", "Jia"), ("新", "Xin"), ("泰", "Tai"), ("康", "Kang"), ("宝", "Bao"),
)  # fmt: skip
TRADES = {
    "Logistics": (("物流", "Logistics"), ("货运", "Freight"), ("供应链", "Supply Chain")),
    "E-commerce": (("电子商务", "E-Commerce"), ("网络科技", "Online")),
    "Retail": (("商贸", "Trading"), ("零售", "Retail")),
    "Manufacturing": (("制造", "Manufacturing"), ("机械", "Machinery")),
    "Food & Beverage": (("食品", "Foods"), ("饮料", "Beverages")),
    "Healthcare": (("医疗", "Medical"), ("健康", "Health")),
    "Software": (("软件", "Software"), ("信息技术", "Information")),
    "Financial Services": (("金融服务", "Finance"), ("融资租赁", "Leasing")),
    "Education": (("教育", "Education"), ("培训", "Training")),
    "Public Sector": (("公共服务", "Public Services"), ("港务", "Port")),
    "Construction": (("建筑工程", "Construction"), ("建设", "Building")),
    "Media": (("传媒", "Media"), ("文化传播", "Culture")),
}
COUNTRIES = {
    "CN": ("{name}有限公司", "{name}股份有限公司", "{name}集团有限公司"),
    "SG": ("{name}私人有限公司",),
}
CITIES = {"CN": ("上海", "深圳", "广州", "杭州", "成都", "苏州", "青岛"), "SG": ("新加坡",)}
TITLES = {
    "user": ("物流专员", "发货员", "客服专员", "仓库主管"),
    "influencer": ("运营经理", "采购经理", "供应链分析师", "电商经理"),
    "decision_maker": ("运营总监", "物流总监", "供应链副总裁"),
    "it_expert": ("信息技术经理", "系统集成工程师", "架构师"),
    "economic_buyer": ("首席财务官", "财务总监", "财务副总裁"),
    "executive_sponsor": ("首席执行官", "总经理", "首席运营官"),
}
COMPANY = "{city}{first}{second}{trade}"
