/** Why a field is null: `reason` of `extensions.yihao.absences`, a closed union; clients may switch on it. */
export const absenceReasons = {
  NOT_HELD: {
    zh: '登记机关没有此项记录，或没有可供查询的相符人员。',
    en: 'The register holds no such record, or there is nobody by this number and name whom the caller may ask about.',
  },
  PARTIAL_COVERAGE: {
    zh: '登记机关没有此项记录，但其登记范围有限：没有记录不等于没有。',
    en: 'The register holds no such record, but it does not reach everywhere: not held is not the same as not so.',
  },
  SOURCE_DOWN: {
    zh: '部门服务暂时没有答复。',
    en: 'The department did not answer; try again later.',
  },
  CLOSED: {
    zh: '部门服务不在服务时间内。',
    en: 'The department is outside its service hours.',
  },
  NOT_AUTHORISED: {
    zh: '没有覆盖此项的有效授权；说明中写明缺少什么以及如何申请。',
    en: 'No grant in force covers this; the message says what is missing and how to apply.',
  },
  NEEDS_LEVEL: {
    zh: '此次登录的实名等级不够。',
    en: 'The real-name level of this login is too low.',
  },
  NOT_SHARED: {
    zh: '此项不予共享，只供本人查看。',
    en: 'This is shared with nobody but the person it is about.',
  },
  DISPUTED: {
    zh: '此项正在校核，结果确定前不提供。',
    en: 'This is being corrected, and not given until that is decided.',
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

export type AbsenceReason = keyof typeof absenceReasons;
