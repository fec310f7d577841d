// The schema reference: every type and field of the API with what the catalogue says of it, as one HTML document.
import { isIntrospectionType, isSpecifiedScalarType, type GraphQLNamedType } from 'graphql';
import { structuralResource } from '../../schema/catalogue/read-catalogue.js';
import { html, type Html } from '../http/html.js';
import { describeResource } from './describe-resource.js';
import { describeType } from './describe-type.js';
import type { SchemaFacts } from './schema-facts.js';
import { schemaReferenceStyle } from './schema-reference-style.js';

/**
 * The whole document; a few hundred kilobytes for a city, so once per schema.
 *
 * @param filterScript address of the script that makes the filter box work; without scripts there is none, and the page is whole
 */
export function renderSchemaReference(facts: SchemaFacts, filterScript: string): string {
  const { city } = facts;
  const types = typesOf(facts);
  const resources = [...(city?.catalogue.resources.values() ?? [])].filter(
    ({ id }) => id !== structuralResource,
  );
  const { markup } = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>一号 · 接口目录 Schema reference</title>
        <link rel="icon" href="data:," />
        <style>
          ${schemaReferenceStyle}
        </style>
        <script type="module" src="${filterScript}"></script>
      </head>
      <body>
        <a class="skip" href="#reference">跳到正文 Skip to the reference</a>
        <header>
          <h1>一号 · 接口目录 <small>Schema reference</small></h1>
          <p><a href="/explorer/">查询台 Explorer</a> · <a href="/explorer/schema.graphql">SDL</a></p>
          <p id="filter" hidden>
            <label for="filter-text">筛选 Filter</label>
            <input id="filter-text" type="search" autocomplete="off" spellcheck="false" />
            <output for="filter-text"></output>
          </p>
        </header>
        <nav aria-label="索引 Index">
          ${indexOf(
            '类型 Types',
            types.map(({ name }) => [name, name]),
          )}
          ${indexOf(
            '目录 Resources',
            resources.map(({ id, name }) => [`resource-${id}`, name.zh]),
          )}
        </nav>
        <main id="reference" tabindex="-1">
          ${types.map((type) => describeType(type, facts))}
          ${city ? resources.map((resource) => describeResource(resource, city.catalogue)) : ''}
        </main>
      </body>
    </html>`;
  return markup;
}

/** The ways in first, then by name. */
function typesOf({ schema }: SchemaFacts): readonly GraphQLNamedType[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const others = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .filter((type) => !roots.some((root) => root === type))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...roots.filter((root) => root !== undefined && root !== null), ...others];
}

function indexOf(title: string, entries: readonly (readonly [id: string, name: string])[]): Html | '' {
  if (entries.length === 0) return '';
  return html`<details open>
    <summary>${title}</summary>
    <ul>
      ${entries.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li> `)}
    </ul>
  </details>`;
}
