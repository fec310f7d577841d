// Code lists of the real-estate register (不动产登记数据库标准) and of 住建.
import type { CodeList } from '../kit/coded.js';

/** 用途: land use, GB/T 21010–2017; those that occur in the register have labels. */
export const landUses: CodeList = {
  system: 'GB/T 21010',
  version: '2017',
  labels: {
    '0101': '水田',
    '0102': '水浇地',
    '0103': '旱地',
    '0201': '果园',
    '0301': '乔木林地',
    '0501': '零售商业用地',
    '0508': '物流仓储用地',
    '0601': '工业用地',
    '0701': '城镇住宅用地',
    '0702': '农村宅基地',
  },
};

/** 权利类型. */
export const rightKinds: CodeList = {
  system: 'QLLX',
  labels: {
    '1': '集体土地所有权',
    '2': '国家土地所有权',
    '3': '国有建设用地使用权',
    '4': '国有建设用地使用权/房屋（构筑物）所有权',
    '5': '宅基地使用权',
    '6': '宅基地使用权/房屋（构筑物）所有权',
    '7': '集体建设用地使用权',
    '8': '集体建设用地使用权/房屋（构筑物）所有权',
    '9': '土地承包经营权',
    '10': '土地承包经营权/森林、林木所有权',
    '11': '林地使用权',
    '12': '林地使用权/森林、林木使用权',
  },
};

export const rightNatures: CodeList = {
  system: '权利性质',
  labels: {
    '100': '国有土地',
    '101': '划拨',
    '102': '出让',
    '103': '作价出资（入股）',
    '104': '租赁',
    '105': '授权经营',
    '200': '集体土地',
    '201': '家庭承包',
    '202': '其他方式承包',
    '203': '批准拨用',
  },
};

export const rightStatuses: CodeList = { system: '权属状态', labels: { '1': '现势', '2': '历史' } };

export const mortgageStatuses: CodeList = { system: '抵押状态', labels: { '1': '有效', '2': '已注销' } };

/** 查封类型. */
export const seizureKinds: CodeList = {
  system: 'CFLX',
  labels: { '1': '查封', '2': '轮候查封', '3': '预查封', '4': '轮候预查封', '5': '续封' },
};

export const inheritanceStatuses: CodeList = {
  system: '办理状态',
  labels: { '1': '未办理', '2': '已受理', '3': '有争议' },
};

export const dwellingKinds: CodeList = {
  system: '房屋类型',
  labels: { '1': '商品房', '2': '房改房', '3': '农村自建房', '4': '城中村自建房' },
};

export const tenancyStatuses: CodeList = { system: '备案状态', labels: { '1': '有效', '2': '期满' } };

/** Roles of people named in the register beside the citizen. */
export const registerRoles: CodeList = {
  system: '不动产登记角色',
  labels: { CO_OWNER: '共有人', APPLICANT: '申请人' },
};

export const tenancyRoles: CodeList = {
  system: '租赁角色',
  labels: { LANDLORD: '出租人', TENANT: '承租人' },
};
