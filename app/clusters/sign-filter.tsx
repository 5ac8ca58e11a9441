import { Link, useLocation } from '@remix-run/react';
import type { Sign } from '#db/schema.ts';
import { Icon } from '../ui/icon.tsx';
import { withParam } from '../ui/pager.tsx';
import { SIGN_LOOKS } from './severity-looks.ts';

/** Says that only the posts with one sign are listed; a click lists all again. */
export function SignFilter({ sign }: { sign: Sign }) {
  const { search } = useLocation();
  return (
    <p className="mb-1 flex flex-wrap items-center gap-2 text-xs text-muted">
      Only those that show
      <Link
        to={`${withParam(withParam(search, 'posts', null), 'of', null)}#posts`}
        className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft pr-1.5 pl-2.5 font-medium text-accent hover:bg-active max-md:h-9"
      >
        {SIGN_LOOKS[sign].label}
        <Icon name="close" size={10} />
        <span className="sr-only">: list all posts again</span>
      </Link>
    </p>
  );
}
