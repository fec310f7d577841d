// House codes, addresses and unit codes that agree with each other.
import type { Dwelling } from '../world.js';
import type { County } from './counties.js';
import { hash32 } from '../random.js';

const estates =
  '碧桂园 颍河湾 金色家园 清河雅苑 御景城 阳光花园 书香名邸 锦绣华庭 文峰佳苑 中南海棠 翡翠城 万达华府'.split(
    ' ',
  );
const roads = '颍州中路 清河东路 人民路 解放路 颍河西路 双清路 莲花路 阜王路 中南大道 淮河路'.split(' ');
const villages = '张寨 李庄 王楼 刘集 陈店 杨桥 赵营 周圩 吴湖 孙庙 马堂 田老庄 三官庙 柳河'.split(' ');

/** What a place is called by: unique by the dwelling's index, and the three agree with each other. */
export interface Place {
  readonly houseCode: string;
  readonly address: string;
  readonly unitCode: string;
}

/** The place of the city's dwelling `index`; `hash` decides what is left open. */
export function placeOf(county: County, kind: Dwelling['kind'], index: number, hash: number): Place {
  const inVillage = kind === 'VILLAGE_HOME';
  const areas = inVillage ? county.towns : county.streets;
  const zone = hash % areas.length;
  const zoneCode = digits((inVillage ? 101 : 1) + zone, 3);
  const area = `安徽省阜阳市${county.name}${areas[zone]}`;
  const village = villages[(hash >>> 8) % villages.length];
  const flat = flatOf(county, index);
  return {
    houseCode: `${county.code}${zoneCode}${digits(index, 10)}`,
    unitCode: `${county.code}${zoneCode}${inVillage ? homesteadUnit(index) : flat.unit}`,
    address: kind.endsWith('FLAT')
      ? `${area}${flat.address}`
      : `${area}${village}${inVillage ? '村' : '社区'}${((hash >>> 16) % 190) + 1}号`,
  };
}

/** A homestead (C) on collective land (J) with one building of one unit. */
function homesteadUnit(index: number): string {
  const subzone = 1 + Math.floor(index / 99_999);
  return `${digits(subzone, 3)}JC${digits((index % 99_999) + 1, 5)}F00010001`;
}

/** Estates are parcels of state land (G) with eight buildings of 60 flats each, four a floor. */
function flatOf(county: County, index: number): { unit: string; address: string } {
  const parcel = Math.floor(index / 480);
  const building = 1 + Math.floor((index % 480) / 60);
  const flat = index % 60;
  const hash = hash32(parcel, Number(county.code));
  const street = `${roads[(hash >>> 8) % roads.length]}${(hash % 300) + 1}号`;
  const door = `${1 + Math.floor(flat / 4)}0${1 + (flat % 4)}室`;
  const parcelCode = `${digits((parcel % 900) + 1, 3)}GB${digits(parcel + 1, 5)}`;
  return {
    unit: `${parcelCode}F${digits(building, 4)}${digits(flat + 1, 4)}`,
    address: `${street}${estates[hash % estates.length]}${building}号楼${door}`,
  };
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
