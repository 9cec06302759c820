import { partsOf, type Post } from '@quad/shared/learning';
import classes from './discussion.module.css';

/** Plain text with its line breaks, links and the people it names. */
export function PostText({ text, names }: Pick<Post, 'text' | 'names'>) {
  return (
    <p className={classes.text}>
      {partsOf(text).map((part, index) => {
        if (part.kind === 'text') return part.text;
        if (part.kind === 'person')
          return <span key={index} className={classes.person}>{`@${names[part.personId] ?? '…'}`}</span>;
        return (
          <a key={index} href={part.url} target="_blank" rel="nofollow noopener noreferrer ugc">
            {part.url}
          </a>
        );
      })}
    </p>
  );
}
