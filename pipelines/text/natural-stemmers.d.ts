declare module 'natural/lib/natural/stemmers/*' {
  const stemmer: { readonly stem: (word: string) => string };
  export default stemmer;
}
