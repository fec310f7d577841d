// Names by descent and generation: Han, Hui and others of Chinese names, Uyghur and Kazakh ones with a dot, foreigners'.
import type { Random } from '../random.js';

export type Sex = 'MALE' | 'FEMALE';

/** GB/T 3304 codes that a name depends on. */
export const HAN = '01';
export const HUI = '03';
export const UYGHUR = '05';
export const KAZAKH = '17';

const surnames = weightsOf(
  '王 97 李 94 张 90 刘 68 陈 46 杨 42 赵 34 黄 26 周 26 吴 25 徐 24 孙 23 胡 17 朱 17 高 16 林 14 何 14 郭 15 马 16 罗 11',
  '梁 10 宋 13 郑 12 谢 9 韩 12 唐 9 冯 9 于 9 董 9 萧 2 程 9 曹 8 袁 8 邓 7 许 8 傅 3 沈 5 曾 5 彭 6 吕 7 苏 6 卢 6 蒋 6 蔡 6',
  '贾 6 丁 6 魏 7 薛 5 叶 5 阎 2 余 5 潘 5 杜 6 戴 4 夏 5 钟 4 汪 5 田 6 任 6 姜 5 范 6 方 5 石 5 姚 5 谭 5 廖 4 邹 3 熊 4 金 4',
  '陆 4 郝 3 孔 4 白 4 崔 5 康 3 毛 3 邱 3 秦 4 江 3 史 3 顾 3 侯 4 邵 4 孟 4 龙 2 万 3 段 3 雷 3 钱 3 汤 3 尹 3 黎 2 易 2 常 3',
  '武 3 乔 2 贺 3 赖 2 龚 3 文 3 欧阳 1 司马 0.3 上官 0.3 诸葛 0.2 宁 2 闫 4 亓 0.2 仝 0.6 褚 0.6 邴 0.1 逯 0.1',
);
const huiSurnames = weightsOf('马 40 李 8 张 6 杨 6 白 6 沙 4 丁 5 哈 3 海 3 买 3 撒 2 法 1 王 5 金 4');

const givenFirst: Readonly<Record<'EARLY' | 'MIDDLE' | 'LATE', Readonly<Record<Sex, readonly string[]>>>> = {
  EARLY: {
    MALE: characters('建国文金德永世学明广玉家振成长兴福庆春传光士国志'),
    FEMALE: characters('秀桂玉素凤淑美春月兰爱金翠彩红云翠巧惠'),
  },
  MIDDLE: {
    MALE: characters('海志伟建晓永俊新卫红长立东文国少振继'),
    FEMALE: characters('丽海晓红春艳小玉雪美爱静冬秋彩慧'),
  },
  LATE: {
    MALE: characters('子浩宇俊梓一嘉奕博天雨泽明煜思皓家瑞睿铭'),
    FEMALE: characters('雨梓欣子思佳诗梦语若可一嘉雅紫馨芷婉'),
  },
};
const givenLast: typeof givenFirst = {
  EARLY: {
    MALE: characters('国华民军林山海平生成田忠义德才贵福友良清云'),
    FEMALE: characters('英兰芳珍莲荣梅花华云霞琴娥芝侠'),
  },
  MIDDLE: {
    MALE: characters('强伟军勇峰涛辉杰飞波斌刚鹏超磊亮明'),
    FEMALE: characters('丽娟敏静艳霞玲燕萍红梅芳侠娜莉云'),
  },
  LATE: {
    MALE: characters('轩涵宇睿豪泽博辰航宸杰阳然霖昊锦程'),
    FEMALE: characters('涵萱怡妍彤琪悦瑶雯洁梦婷颖溪诺莹'),
  },
};

/** Characters of the 2013 general standard beyond the basic plane or in extension A, which old systems lose. */
export const rareCharacters: readonly string[] = ['𬭎', '𫖯', '㛃', '䶮', '𬀩', '𫍯', '𬘬'];

const uyghurNames: Readonly<Record<Sex, readonly string[]>> = {
  MALE: '艾力 买买提 吐尔逊 阿卜杜拉 艾合买提 玉素甫 热合曼 库尔班 亚森 依明 肉孜 卡米力江 阿布都热依木'.split(
    ' ',
  ),
  FEMALE: '阿依古丽 古丽娜尔 帕提古丽 热依汗 阿米娜 茹克亚 祖丽菲亚 迪丽拜尔 阿孜古丽 玛依拉'.split(' '),
};
const kazakhNames: Readonly<Record<Sex, readonly string[]>> = {
  MALE: '叶尔兰 巴合提 努尔兰 哈依拉提 赛力克 叶尔肯 木拉提 阿依登'.split(' '),
  FEMALE: '阿依努尔 古丽扎提 巴哈尔古丽 加娜尔 阿依达娜 沙吾列'.split(' '),
};

const foreignNames: Readonly<Record<string, { family: string; MALE: string; FEMALE: string }>> = {
  FRA: {
    family: 'MARTIN DUPONT BERNARD LEFEVRE MOREAU',
    MALE: 'LUC JEAN PAUL ANTOINE',
    FEMALE: 'CLAIRE JULIE SOPHIE',
  },
  USA: { family: 'SMITH JOHNSON MILLER DAVIS CLARK', MALE: 'JAMES ROBERT DAVID', FEMALE: 'MARY LINDA EMILY' },
  DEU: { family: 'MUELLER SCHMIDT WEBER FISCHER', MALE: 'KLAUS STEFAN JONAS', FEMALE: 'ANNA SABINE LENA' },
  GBR: { family: 'JONES TAYLOR BROWN WILSON', MALE: 'OLIVER HARRY GEORGE', FEMALE: 'EMMA OLIVIA ALICE' },
  KOR: { family: 'KIM LEE PARK CHOI JUNG', MALE: 'MINJUN JIHOON SUNGHO', FEMALE: 'SOYEON JIWOO MINJI' },
  JPN: { family: 'SATO SUZUKI TANAKA ITO', MALE: 'HIROSHI KENJI TAKUMI', FEMALE: 'YUKO AYUMI SAKURA' },
  PAK: { family: 'KHAN AHMED MALIK HUSSAIN', MALE: 'ALI USMAN BILAL', FEMALE: 'AYESHA FATIMA SANA' },
  VNM: { family: 'NGUYEN TRAN LE PHAM', MALE: 'VAN MINH HOANG', FEMALE: 'THI LAN THI HUONG' },
};

/** Share of people whose given name has one character, and share with a rare one. */
const SINGLE_CHARACTER = 0.16;
const RARE_CHARACTER = 0.004;

/** A family name as common as it is; Hui families have their own. */
export function drawSurname(random: Random, ethnicity: string): string {
  return random.weighted(ethnicity === HUI ? huiSurnames : surnames);
}

/** Whether names of this ethnicity are given name · father's name. */
export function isPatronymic(ethnicity: string): boolean {
  return ethnicity === UYGHUR || ethnicity === KAZAKH;
}

/** Given name and father's given name, joined by the middle dot (U+00B7) as identity cards print it. */
export function drawPatronymicName(random: Random, ethnicity: string, sex: Sex, father?: string): string {
  const names = ethnicity === UYGHUR ? uyghurNames : kazakhNames;
  const fathersName = father?.split('·')[0] ?? random.pick(names.MALE);
  return `${random.pick(names[sex])}·${fathersName}`;
}

/** A given name as it was in fashion in the year of birth. */
export function drawGivenName(random: Random, sex: Sex, birthYear: number): string {
  const fashion = birthYear < 1968 ? 'EARLY' : birthYear < 1994 ? 'MIDDLE' : 'LATE';
  const last = random.chance(RARE_CHARACTER)
    ? random.pick(rareCharacters)
    : random.pick(givenLast[fashion][sex]);
  return random.chance(SINGLE_CHARACTER) ? last : random.pick(givenFirst[fashion][sex]) + last;
}

/** As passports write it: family name first, capitals. */
export function drawForeignName(random: Random, nation: string, sex: Sex): string {
  const names = foreignNames[nation];
  if (!names) throw new RangeError(`There are no names for ${nation}.`);
  return `${random.pick(names.family.split(' '))} ${random.pick(names[sex].split(' '))}`;
}

function characters(text: string): readonly string[] {
  return [...text];
}

function weightsOf(...lines: string[]): (readonly [string, number])[] {
  const words = lines.flatMap((line) => line.split(' '));
  return words.flatMap((word, place) => (place % 2 === 0 ? [[word, Number(words[place + 1])] as const] : []));
}
