"""Clusters posts with scikit-learn at its default features, told k: the peer of `npm run bench -- --peer`.

Usage: python3 peer-cluster.py FILE K
FILE is JSON Lines, gzipped or not, with `text` and perhaps `title`. Prints one JSON object: processor
and wall milliseconds, peak memory, milliseconds of each stage.
"""

import gzip
import json
import resource
import sys
import time

started = time.perf_counter()
marks = {}


def mark(stage):
    global started
    now = time.perf_counter()
    marks[stage] = now - started
    started = now


import numpy as np
import sklearn
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

mark("import")
path, k = sys.argv[1], int(sys.argv[2])
with open(path, "rb") as file:
    is_gzip = file.read(2) == b"\x1f\x8b"
texts = []
with (gzip.open if is_gzip else open)(path, "rt", encoding="utf-8") as lines:
    for line in lines:
        if not line.strip():
            continue
        record = json.loads(line)
        title, text = record.get("title") or "", record.get("text") or ""
        texts.append(text if not title or text.startswith(title) else title + "\n" + text)
mark("read")

vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2)
terms = vectorizer.fit_transform(texts)
mark("tfidf")
rows = normalize(TruncatedSVD(n_components=min(100, terms.shape[1] - 1), random_state=1).fit_transform(terms))
mark("lsa")
labels = MiniBatchKMeans(n_clusters=k, random_state=1, n_init=3).fit_predict(rows)
mark("kmeans")
names = vectorizer.get_feature_names_out()
for cluster in range(k):
    members = np.flatnonzero(labels == cluster)
    if len(members) == 0:
        continue
    mean = np.asarray(terms[members].mean(axis=0)).ravel()
    [names[i] for i in np.argsort(-mean)[:10]]
mark("top terms")
usage = resource.getrusage(resource.RUSAGE_SELF)
figures = {"cpuMs": 1000 * (usage.ru_utime + usage.ru_stime), "peakMb": usage.ru_maxrss / 1024}
stages = {name: 1000 * seconds for name, seconds in marks.items()}
print(json.dumps({"name": "scikit-learn " + sklearn.__version__, **figures, "stages": stages}))
