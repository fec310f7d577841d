// The administrative division codes (GB/T 2260) of the five cities, in force and retired.

export type City = 'FUYANG' | 'BOZHOU' | 'SHENZHEN' | 'XIANGYANG' | 'JINZHOU';

/** A county-level division. `until`: the year the code was retired, where known; absent for codes in force. */
export interface AreaCode {
  readonly code: string;
  readonly city: City;
  readonly zh: string;
  readonly en: string;
  readonly inForce: boolean;
  readonly until?: number;
}

export interface AreaName {
  readonly zh: string;
  readonly en: string;
}

const CITY_NAMES: Readonly<Record<City, AreaName & { readonly code: string }>> = {
  FUYANG: { code: '341200', zh: '阜阳市', en: 'Fuyang' },
  BOZHOU: { code: '341600', zh: '亳州市', en: 'Bozhou' },
  SHENZHEN: { code: '440300', zh: '深圳市', en: 'Shenzhen' },
  XIANGYANG: { code: '420600', zh: '襄阳市', en: 'Xiangyang' },
  JINZHOU: { code: '210700', zh: '锦州市', en: 'Jinzhou' },
};

type Row = readonly [code: string, zh: string, en: string, until?: number];

const IN_FORCE: Readonly<Record<City, readonly Row[]>> = {
  FUYANG: [
    ['341202', '颍州区', 'Yingzhou District'],
    ['341203', '颍东区', 'Yingdong District'],
    ['341204', '颍泉区', 'Yingquan District'],
    ['341221', '临泉县', 'Linquan County'],
    ['341222', '太和县', 'Taihe County'],
    ['341225', '阜南县', 'Funan County'],
    ['341226', '颍上县', 'Yingshang County'],
    ['341282', '界首市', 'Jieshou City'],
  ],
  BOZHOU: [
    ['341602', '谯城区', 'Qiaocheng District'],
    ['341621', '涡阳县', 'Guoyang County'],
    ['341622', '蒙城县', 'Mengcheng County'],
    ['341623', '利辛县', 'Lixin County'],
  ],
  SHENZHEN: [
    ['440303', '罗湖区', 'Luohu District'],
    ['440304', '福田区', 'Futian District'],
    ['440305', '南山区', 'Nanshan District'],
    ['440306', '宝安区', "Bao'an District"],
    ['440307', '龙岗区', 'Longgang District'],
    ['440308', '盐田区', 'Yantian District'],
    ['440309', '龙华区', 'Longhua District'],
    ['440310', '坪山区', 'Pingshan District'],
    ['440311', '光明区', 'Guangming District'],
  ],
  XIANGYANG: [
    ['420602', '襄城区', 'Xiangcheng District'],
    ['420606', '樊城区', 'Fancheng District'],
    ['420607', '襄州区', 'Xiangzhou District'],
    ['420624', '南漳县', 'Nanzhang County'],
    ['420625', '谷城县', 'Gucheng County'],
    ['420626', '保康县', 'Baokang County'],
    ['420682', '老河口市', 'Laohekou City'],
    ['420683', '枣阳市', 'Zaoyang City'],
    ['420684', '宜城市', 'Yicheng City'],
  ],
  JINZHOU: [
    ['210702', '古塔区', 'Guta District'],
    ['210703', '凌河区', 'Linghe District'],
    ['210711', '太和区', 'Taihe District'],
    ['210726', '黑山县', 'Heishan County'],
    ['210727', '义县', 'Yixian County'],
    ['210781', '凌海市', 'Linghai City'],
    ['210782', '北镇市', 'Beizhen City'],
  ],
};

/**
 * Codes no longer given out, which live on in the numbers issued under them. The xx01 codes 市辖区 (a city's districts
 * as one) head numbers issued by a city's own bureau, above all in Shenzhen, whose first districts date from 1990.
 * Rows without a year: the year is not known for certain.
 */
const RETIRED: Readonly<Record<City, readonly Row[]>> = {
  FUYANG: [
    ['341201', '阜阳市市辖区', 'Fuyang (city districts)'],
    ['342101', '阜阳市（县级）', 'Fuyang (county-level city)', 1996],
    ['342103', '界首市', 'Jieshou City', 1996],
    ['342121', '阜阳县', 'Fuyang County', 1992],
    ['342122', '临泉县', 'Linquan County', 1996],
    ['342123', '太和县', 'Taihe County', 1996],
    ['342127', '阜南县', 'Funan County', 1996],
    ['342128', '颍上县', 'Yingshang County', 1996],
    ['342129', '界首县', 'Jieshou County', 1989],
  ],
  BOZHOU: [
    ['341601', '亳州市市辖区', 'Bozhou (city districts)'],
    ['342126', '亳县', 'Boxian County', 1986],
    ['342102', '亳州市（县级）', 'Bozhou (county-level city)', 1996],
    ['341281', '亳州市（县级）', 'Bozhou (county-level city)', 2000],
    ['342124', '涡阳县', 'Guoyang County', 1996],
    ['342125', '蒙城县', 'Mengcheng County', 1996],
    ['342130', '利辛县', 'Lixin County', 1996],
    ['341223', '涡阳县', 'Guoyang County', 2000],
    ['341224', '蒙城县', 'Mengcheng County', 2000],
    ['341227', '利辛县', 'Lixin County', 2000],
  ],
  SHENZHEN: [
    ['440301', '深圳市市辖区', 'Shenzhen (city districts)'],
    ['440321', '宝安县', "Bao'an County", 1992],
  ],
  XIANGYANG: [
    ['420601', '襄樊市市辖区', 'Xiangfan (city districts)'],
    ['420603', '樊东区', 'Fandong District', 1995],
    ['420604', '樊西区', 'Fanxi District', 1995],
    ['420605', '郊区', 'Suburban District', 1995],
    ['420611', '郊区', 'Suburban District', 1995],
    ['420621', '襄阳县', 'Xiangyang County', 2001],
    ['420622', '枣阳县', 'Zaoyang County', 1988],
    ['420623', '宜城县', 'Yicheng County', 1994],
    ['420681', '随州市', 'Suizhou City', 1994],
  ],
  JINZHOU: [
    ['210701', '锦州市市辖区', 'Jinzhou (city districts)'],
    ['210704', '南票区', 'Nanpiao District', 1989],
    ['210705', '葫芦岛区', 'Huludao District', 1989],
    ['210706', '太和区', 'Taihe District'],
    ['210719', '锦西市', 'Jinxi City'],
    ['210721', '锦西县', 'Jinxi County', 1985],
    ['210722', '兴城县', 'Xingcheng County', 1986],
    ['210723', '绥中县', 'Suizhong County', 1989],
    ['210724', '锦县', 'Jinxian County', 1993],
    ['210725', '北镇县', 'Beizhen County', 1995],
  ],
};

const CITIES = Object.keys(CITY_NAMES) as City[];

/** Every county-level code of the five cities, those in force first. */
export const AREA_CODES: readonly AreaCode[] = [...rowsOf(IN_FORCE, true), ...rowsOf(RETIRED, false)];

// A Map, not an object: `__proto__` and `constructor` are codes nobody issued.
const BY_CODE: ReadonlyMap<string, AreaCode> = new Map(AREA_CODES.map((area) => [area.code, area]));

const CITY_BY_CODE: ReadonlyMap<string, AreaName> = new Map(
  CITIES.map((city) => [CITY_NAMES[city].code, CITY_NAMES[city]]),
);

/** The prefectures whose codes this file lists in full: there, a code it lacks was never issued. */
const LISTED_PREFECTURES: ReadonlySet<string> = new Set(AREA_CODES.map((area) => area.code.slice(0, 4)));

/** Province-level prefixes of GB/T 2260, without Hong Kong, Macau and the 83 of Taiwan residents' permits. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
);

/** The name of a county-level code (in force or retired) or of one of the five cities; `undefined` when unknown. */
export function areaName(code: string): AreaName | undefined {
  const found = BY_CODE.get(code) ?? CITY_BY_CODE.get(code);
  return found && { zh: found.zh, en: found.en };
}

/** The name of a city. */
export function cityName(city: City): AreaName {
  return { zh: CITY_NAMES[city].zh, en: CITY_NAMES[city].en };
}

/** Whether the code is, or once was, a county-level division of the five cities. */
export function isKnownAreaCode(code: string): boolean {
  return BY_CODE.has(code);
}

/** Whether the two digits are a province-level prefix of the mainland or of Taiwan province. */
export function isProvincePrefix(prefix: string): boolean {
  return PROVINCES.has(prefix);
}

/**
 * Whether a citizen's number may begin with these six digits: exactly the listed codes in the five cities' prefectures,
 * any code of an existing province elsewhere, since a resident may have been born anywhere and no table
 * of the whole country's retired codes is kept here.
 */
export function mayHeadResidentId(code: string): boolean {
  return LISTED_PREFECTURES.has(code.slice(0, 4))
    ? isKnownAreaCode(code)
    : isProvincePrefix(code.slice(0, 2));
}

function rowsOf(rows: Readonly<Record<City, readonly Row[]>>, inForce: boolean): AreaCode[] {
  return CITIES.flatMap((city) =>
    rows[city].map(([code, zh, en, until]) => ({
      code,
      city,
      zh,
      en,
      inForce,
      ...(until === undefined ? {} : { until }),
    })),
  );
}
