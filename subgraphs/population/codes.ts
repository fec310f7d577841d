// Code lists of the population register.
import type { CodeList } from '../kit/coded.js';

/** 民族, GB/T 3304–1991. */
export const ethnicities: CodeList = {
  system: 'GB/T 3304',
  version: '1991',
  labels: {
    ...Object.fromEntries(
      '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'
        .split(' ')
        .map((name, index) => [String(index + 1).padStart(2, '0'), `${name}族`]),
    ),
    '97': '其他',
    '98': '外国血统中国籍人士',
  },
};

/** 国籍, GB/T 2659.1 alpha-3; those that occur in the register have labels. */
export const nationalities: CodeList = {
  system: 'GB/T 2659.1',
  version: '2022',
  labels: {
    CHN: '中国',
    HKG: '中国香港',
    MAC: '中国澳门',
    TWN: '中国台湾',
    USA: '美国',
    GBR: '英国',
    FRA: '法国',
    DEU: '德国',
    JPN: '日本',
    KOR: '韩国',
    RUS: '俄罗斯',
    CAN: '加拿大',
    AUS: '澳大利亚',
    ITA: '意大利',
    ESP: '西班牙',
    IND: '印度',
    PAK: '巴基斯坦',
    VNM: '越南',
    THA: '泰国',
    SGP: '新加坡',
    MYS: '马来西亚',
    BRA: '巴西',
    NGA: '尼日利亚',
    UKR: '乌克兰',
    KAZ: '哈萨克斯坦',
    NLD: '荷兰',
  },
};

export const numberEndReasons: CodeList = {
  system: '号码停用原因',
  labels: { UPGRADED: '升位', CORRECTED: '纠错', REPLACED: '换证' },
};

export const documentStatuses: CodeList = {
  system: '证件状态',
  labels: { '1': '有效', '2': '挂失', '3': '已换领', '4': '过期' },
};

export const householdKinds: CodeList = { system: '户类型', labels: { '1': '家庭户', '2': '集体户' } };

export const permitStatuses: CodeList = {
  system: '居住证状态',
  labels: { '1': '有效', '2': '过期', '3': '注销' },
};

export const migrationReasons: CodeList = {
  system: '迁移原因',
  labels: { '1': '工作调动', '2': '投靠亲属', '3': '升学', '4': '购房', '5': '婚迁', '9': '其他' },
};
