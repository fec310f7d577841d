// The eight counties of Fuyang with the codes they had, their streets and towns; and where people from elsewhere come from.
import { AREA_CODES, areaName } from '../../../schema/contract/area-codes.js';

export interface County {
  /** Code in force (GB/T 2260). */
  readonly code: string;
  readonly name: string;
  /** Codes that numbers of this county begin with, oldest first. */
  readonly lineage: readonly string[];
  readonly streets: readonly string[];
  readonly towns: readonly string[];
}

/** Numbers were first given out in 1984: everybody born before got theirs then or later. */
export const FIRST_YEAR_OF_NUMBERS = 1984;

const retiredIn: ReadonlyMap<string, number> = new Map(
  AREA_CODES.flatMap(({ code, until }) => (until === undefined ? [] : [[code, until] as const])),
);

export const counties: readonly County[] = [
  county('341202', ['342121', '342101'], '鼓楼 文峰 清河 颍西 京九 三塔', '西湖 九龙 程集 三合 王店 马寨'),
  county('341203', ['342121', '342101'], '河东 新华 向阳', '口孜 插花 袁寨 枣庄 老庙 正午'),
  county('341204', ['342121', '342101'], '中市 周棚', '伍明 宁老庄 闻集 行流'),
  county('341221', ['342122'], '城关 田桥 城东', '杨桥 鲖城 谭棚 老集 滑集 吕寨'),
  county('341222', ['342123'], '城关', '旧县 税镇 倪邱 阮桥 坟台 关集'),
  county('341225', ['342127'], '鹿城', '方集 中岗 柴集 王家坝 黄岗 苗集'),
  county('341226', ['342128'], '慎城', '谢桥 八里河 南照 杨湖 江口 黄桥'),
  county('341282', ['342129', '342103'], '东城 西城 颍南', '光武 泉阳 芦村 田营 王集'),
];

/** The code that heads a number of this county given to somebody born in `birthYear`. */
export function codeFor(county: County, birthYear: number): string {
  const issued = Math.max(birthYear, FIRST_YEAR_OF_NUMBERS);
  return county.lineage.find((code) => issued < (retiredIn.get(code) ?? Infinity)) ?? county.code;
}

/** Where people who came from other cities were born; codes that existed all the time since numbers are given out. */
export const elsewhere: readonly string[] = [
  ...['110108', '310104', '320106', '330106', '410105', '340104', '610103', '530102', '420106', '440106'],
  ...['210702', '350203', '370202', '500103', '510104'],
];

/** Where people who leave go, and how likely. */
export const destinations: readonly (readonly [code: string, weight: number])[] = [
  ['440306', 2],
  ['440307', 2],
  ['340104', 4],
  ['310104', 2],
  ['320106', 2],
  ['330106', 3],
  ['341602', 1],
];

function county(code: string, retired: readonly string[], streets: string, towns: string): County {
  return {
    code,
    lineage: [...retired, code],
    name: areaName(code)?.zh ?? code,
    streets: streets.split(' ').map((street) => `${street}街道`),
    towns: towns.split(' ').map((town) => (town === '税镇' ? '税镇镇' : `${town}镇`)),
  };
}
