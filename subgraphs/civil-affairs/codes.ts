// Code lists of 民政 and 残联.
import type { CodeList } from '../kit/coded.js';

/** What somebody else in a registration is to the citizen; a spouse or a former one, as the registrations before and after tell. */
export const registrationRoles: CodeList = {
  system: '婚姻登记当事人',
  labels: { OTHER: '对方' },
};

export const assistanceEndReasons: CodeList = {
  system: '救助终止原因',
  labels: { '1': '家庭收入超过标准', '2': '救助对象死亡', '3': '户籍迁出', '4': '主动申请退出' },
};

export const supportPlaces: CodeList = { system: '供养方式', labels: { '1': '集中供养', '2': '分散供养' } };

export const allowanceStatuses: CodeList = {
  system: '发放状态',
  labels: { '1': '正常发放', '2': '暂停发放', '3': '停止发放' },
};

export const elderCardKinds: CodeList = {
  system: '优待证种类',
  labels: { '1': '60周岁以上', '2': '65周岁以上' },
};

export const disabilityClasses: CodeList = {
  system: 'GB/T 26341',
  labels: {
    '1': '视力残疾',
    '2': '听力残疾',
    '3': '言语残疾',
    '4': '肢体残疾',
    '5': '智力残疾',
    '6': '精神残疾',
    '7': '多重残疾',
  },
};
