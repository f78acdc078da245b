import { useMemo } from 'preact/hooks';
import { Review } from '../review/review.tsx';
import { linkSource, sessionSource } from '../review/review-source.ts';

/** For the owner who is signed in. */
export const ReviewPage = () => <Review source={sessionSource} />;

/** For whoever has the link of an e-mail: nothing of it needs a session. */
export const LinkReviewPage = ({ token }: { token: string }) => {
  const source = useMemo(() => linkSource(token), [token]);
  return <Review source={source} />;
};
