import { Icon } from '../icons/icon.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useLanguage } from '../text/language.tsx';

export const NotFoundPage = () => {
  const { text } = useLanguage();
  return (
    <div class="card empty">
      <Icon name="search" class="empty-icon" />
      <PageTitle name={text.notFound.title} />
      <p>{text.notFound.lead}</p>
      <a class="button" href="/">
        {text.nav.overview}
      </a>
    </div>
  );
};
