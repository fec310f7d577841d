// Hive Gateway as the bench runs it: its defaults, `authorization` forwarded, warnings alone in the log.
export const gatewayConfig = {
  logging: 'warn',
  pollingInterval: 0,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get('authorization') ?? undefined,
    }),
  },
  // Answers equal requests in flight together, only where there are any: among tokens that all differ it would cost for nothing.
  inboundInflightRequestDeduplication: {
    enabled: (_, request) => request.headers.get('x-bench-tokens') === 'same',
  },
};
