// Code lists of 人社 and 医保.
import type { CodeList } from '../kit/coded.js';

/** Who keeps the table that a kind of insurance is coded in: the same digits mean different kinds in each. */
export type CodeTable = 'HRSS' | 'NHSA';

/** 险种. Both tables are called AAE140; 410 is injury insurance in the one and long-term care in the other. */
export const insuranceKinds: Readonly<Record<CodeTable, CodeList>> = {
  HRSS: {
    system: 'AAE140 (人社)',
    labels: {
      '110': '企业职工基本养老保险',
      '120': '机关事业单位基本养老保险',
      '170': '城乡居民基本养老保险',
      '210': '失业保险',
      '410': '工伤保险',
    },
  },
  NHSA: {
    system: 'AAE140 (医保)',
    labels: {
      '310': '职工基本医疗保险',
      '390': '城乡居民基本医疗保险',
      '392': '城乡居民大病医疗保险',
      '410': '长期护理保险',
      '510': '生育保险',
    },
  },
};

export const enrolmentStatuses: CodeList = {
  system: 'AAC008',
  labels: { '1': '正常参保', '2': '暂停参保', '4': '终止参保' },
};

export const paymentStatuses: CodeList = {
  system: 'AAC031',
  labels: { '1': '参保缴费', '2': '暂停缴费', '3': '终止缴费' },
};

export const employmentKinds: CodeList = {
  system: '用工性质',
  labels: { '1': '企业职工', '2': '机关事业单位工作人员', '3': '灵活就业人员' },
};

export const pensionStatuses: CodeList = {
  system: '发放状态',
  labels: { '1': '正常发放', '2': '暂停发放', '3': '终止发放' },
};

export const unemploymentStatuses: CodeList = {
  system: '失业待遇状态',
  labels: { '1': '正在领取', '2': '领取期满', '3': '提前终止' },
};

/** 医疗类别 of 医保. */
export const settlementKinds: CodeList = {
  system: 'med_type',
  labels: { '11': '普通门诊', '14': '门诊慢特病', '21': '普通住院', '41': '定点药店购药' },
};

export const cardStatuses: CodeList = {
  system: '社会保障卡状态',
  labels: { '1': '正常', '2': '挂失', '9': '注销' },
};
