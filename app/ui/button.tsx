import { Link, type LinkProps } from '@remix-run/react';
import { cva, type VariantProps } from 'class-variance-authority';
import type { ButtonHTMLAttributes } from 'react';

const look = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-55',
  {
    variants: {
      variant: {
        primary: 'bg-accent-fill text-on-accent hover:bg-accent-fill-hover',
        secondary: 'border border-line-strong bg-pane text-ink hover:bg-hover',
        ghost: 'text-muted hover:bg-hover hover:text-ink',
        danger: 'border border-line-strong bg-pane text-danger hover:bg-danger-soft',
      },
      size: {
        sm: 'h-7 px-2.5 text-xs',
        md: 'h-8 px-3 text-sm max-md:h-9',
        lg: 'h-10 px-4 text-base',
        icon: 'size-7 max-md:size-9',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);
type Look = VariantProps<typeof look>;

export function Button({
  variant,
  size,
  className,
  type = 'submit',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Look) {
  return <button type={type} className={look({ variant, size, className })} {...rest} />;
}

export function ButtonLink({ variant, size, className, ...rest }: LinkProps & Look) {
  return <Link className={look({ variant, size, className })} {...rest} />;
}

/** The look of a button for a `<summary>` or a plain `<a>`. */
export function buttonLook(options?: Parameters<typeof look>[0]): string {
  return look(options);
}
