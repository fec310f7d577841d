// Every rule that the schema must keep, in the order in which they are reported.
import { aDepartmentServesItsOwnResources } from './a-department-serves-its-own-resources.js';
import { aFieldHasTheSameResourceEverywhere } from './a-field-has-the-same-resource-everywhere.js';
import { connectionsFollowRelay } from './connections-follow-relay.js';
import { deprecationsSaySinceWhen } from './deprecations-say-since-when.js';
import { descriptionsBeginInChinese } from './descriptions-begin-in-chinese.js';
import { entitiesHaveTheAgreedKeys } from './entities-have-the-agreed-keys.js';
import { everyDepartmentAnswersMe } from './every-department-answers-me.js';
import { everyFieldHasOneResourceOfTheCatalogue } from './every-field-has-one-resource-of-the-catalogue.js';
import { everyResourceIsUsed } from './every-resource-is-used.js';
import { fieldsWithAPolicyAreNullable } from './fields-with-a-policy-are-nullable.js';
import { masksAreKnownAndAgree } from './masks-are-known-and-agree.js';
import { noValueIsAFloat } from './no-value-is-a-float.js';
import { onlyThreeQueriesReturnCitizen } from './only-three-queries-return-citizen.js';
import { registeredOperationsFit } from './registered-operations-fit.js';
import { releasedApiDoesNotBreak } from './released-api-does-not-break.js';
import type { SchemaRule } from './schema-rule.js';
import { structureCarriesNoFacts } from './structure-carries-no-facts.js';
import { subgraphsCompose } from './subgraphs-compose.js';

export const schemaRules: readonly SchemaRule[] = [
  subgraphsCompose,
  releasedApiDoesNotBreak,
  onlyThreeQueriesReturnCitizen,
  everyDepartmentAnswersMe,
  entitiesHaveTheAgreedKeys,
  everyFieldHasOneResourceOfTheCatalogue,
  aFieldHasTheSameResourceEverywhere,
  aDepartmentServesItsOwnResources,
  everyResourceIsUsed,
  structureCarriesNoFacts,
  masksAreKnownAndAgree,
  fieldsWithAPolicyAreNullable,
  noValueIsAFloat,
  connectionsFollowRelay,
  descriptionsBeginInChinese,
  deprecationsSaySinceWhen,
  registeredOperationsFit,
];
