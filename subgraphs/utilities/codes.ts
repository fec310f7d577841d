// Code lists of the utilities' data centre.
import type { CodeList } from '../kit/coded.js';

export const accountStatuses: CodeList = {
  system: '用户状态',
  labels: { '1': '正常', '2': '欠费停供', '3': '销户' },
};

/** Roles of people named in an account. */
export const accountRoles: CodeList = {
  system: '水电气户角色',
  labels: { HOLDER: '户主', TENANT: '承租人', PAYER: '缴费人' },
};
