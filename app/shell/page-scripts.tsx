import { Scripts } from '@remix-run/react';
import { Children, cloneElement, Fragment, isValidElement, type ReactNode } from 'react';

/**
 * Remix's scripts, of which the product's own give way to what the first picture is made of: styles, letters and React.
 * On a slow line a page is seen half a second earlier so; it works without scripts until then.
 */
export function PageScripts({ nonce }: { nonce: string | undefined }) {
  return <>{giveWay(Scripts({ nonce }))}</>;
}

function giveWay(node: ReactNode): ReactNode {
  return Children.map(node, (child) => {
    if (!isValidElement<{ rel?: string; href?: string; children?: ReactNode }>(child)) return child;
    if (child.type === Fragment) return giveWay(child.props.children);
    const { rel, href } = child.props;
    const waits = child.type === 'link' && rel === 'modulepreload' && !/\/(react|entry.client)-/.test(href ?? '');
    // React 18 does not know the attribute by its other spelling.
    return waits ? cloneElement(child, { fetchpriority: 'low' } as object) : child;
  });
}
