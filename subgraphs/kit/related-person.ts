// Somebody named in another person's record: a masked name and a relation, never a way into that person's own records.
import { mask } from '../../schema/contract/mask.js';
import { coded, type Coded, type CodeList } from './coded.js';

export interface RelatedPerson {
  name: string | null;
  relation: Coded | null;
}

/** GB/T 4761 relations to a person; with the roles that the registers use beside them. */
const relations: CodeList = {
  system: 'GB/T 4761',
  version: '2008',
  labels: {
    '01': '本人',
    '02': '户主',
    '10': '配偶',
    '11': '夫',
    '12': '妻',
    '20': '子',
    '21': '独生子',
    '22': '长子',
    '23': '次子',
    '27': '养子或继子',
    '28': '女婿',
    '30': '女',
    '31': '独生女',
    '32': '长女',
    '33': '次女',
    '37': '养女或继女',
    '38': '儿媳',
    '40': '孙子、孙女或外孙子、外孙女',
    '41': '孙子',
    '42': '孙女',
    '43': '外孙子',
    '44': '外孙女',
    '50': '父母',
    '51': '父亲',
    '52': '母亲',
    '53': '公公',
    '54': '婆婆',
    '55': '岳父',
    '56': '岳母',
    '57': '继父或养父',
    '58': '继母或养母',
    '60': '祖父母或外祖父母',
    '61': '祖父',
    '62': '祖母',
    '63': '外祖父',
    '64': '外祖母',
    '70': '兄弟姐妹',
    '71': '兄',
    '72': '嫂',
    '73': '弟',
    '74': '弟媳',
    '75': '姐姐',
    '76': '姐夫',
    '77': '妹妹',
    '78': '妹夫',
    '90': '其他',
    '97': '其他亲属',
    '99': '非亲属',
  },
};

/** The name leaves the department masked: whoever reads the record has no need of the whole of it. */
export function relatedPerson(name: string | null | undefined, relation: string | null): RelatedPerson {
  return { name: name ? mask('NAME', name) : null, relation: coded(relations, relation) };
}

/** The same with a relation from a list of the department's own, e.g. 出租人. */
export function relatedByRole(name: string | null | undefined, roles: CodeList, role: string): RelatedPerson {
  return { name: name ? mask('NAME', name) : null, relation: coded(roles, role) };
}
