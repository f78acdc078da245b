/** What SessionAuthorizer found out: an HTTP API passes it on in `lambda`, a REST API as it is. */
const sessionOf = ({ requestContext: { authorizer } }) => authorizer.lambda ?? authorizer;

/** GET /orders. Only a signed-in session comes here. */
export const handler = async (event) => {
  const { accountId, deviceId } = sessionOf(event);
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, deviceId, orders: [] }),
  };
};
