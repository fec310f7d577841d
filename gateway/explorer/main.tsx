// The explorer's page: GraphiQL with the city's own panels.
import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import 'graphiql/style.css';

const root = document.getElementById('explorer');
if (root)
  createRoot(root).render(
    <GraphiQL fetcher={createGraphiQLFetcher({ url: '/graphql', enableIncrementalDelivery: false })} />,
  );
