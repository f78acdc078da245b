/** What this service keeps for each session. Here it only says what it would do; yours closes a connection, or deletes a row. */
const log = (line) => console.log(JSON.stringify(line));
const ours = {
  end: async (sessionId) => log({ ended: sessionId }),
  endAll: async (accountId, { authenticatedUntil, except }) =>
    log({ endedAllOf: accountId, authenticatedUntil, except }),
};

/**
 * Ends what the event says has ended. Doing it twice, or late, changes nothing: a session that has ended never comes
 * back, and its id is never given to another.
 */
const take = async (event, { end, endAll }) => {
  const { type, sessions, by } = event['urn:remote-sign-out:activity'];
  const { sub } = event.sub_id.user;
  switch (type) {
    case 'session-signed-out':
    case 'device-signed-out':
    case 'session-replaced':
    case 'session-expired':
      await Promise.all(sessions.map((sessionId) => end(sessionId)));
      break;
    // The order itself. Events for its single devices follow; whoever cannot wait for them ends by account and time.
    case 'others-signed-out':
      await endAll(sub, { authenticatedUntil: event.toe, except: by });
      break;
    case 'everywhere-signed-out':
      await endAll(sub, { authenticatedUntil: event.toe, except: null });
      break;
    // New types may come. What is not known here is not an error.
    default:
  }
};

/** Works off the queue. What fails comes again by itself, without the others of its batch. */
export const makeHandler =
  (kept) =>
  async ({ Records }) => {
    const results = await Promise.allSettled(Records.map(async ({ body }) => take(JSON.parse(body), kept)));
    return {
      batchItemFailures: Records.filter((_, index) => results[index].status === 'rejected').map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  };

export const handler = makeHandler(ours);
