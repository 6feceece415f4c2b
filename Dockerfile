# mtqa in a container, without root. docs/ci.md says how to build and run it.
#
#   docker build -t mtqa .
#   docker build -t mtqa --build-arg TORCH_INDEX=URL --build-arg MODEL=yes .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" mtqa check content/

FROM python:3.11-slim

# git tells which lines were changed (--diff). It refuses folders of other owners, and whose folder is mounted is not known here.
# wget is what KubeRay asks Ray's nodes with whether they are well.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git wget \
 && rm -rf /var/lib/apt/lists/* \
 && git config --system --add safe.directory /work

# The index that has PyTorch's builds for CPUs, as PyTorch's own instructions name it: some 200 MB instead of several thousand.
# Empty for the usual index.
ARG TORCH_INDEX=""
# Extras of mtqa, with commas between them: documents,tables, and ray for the nodes of a cluster (docs/scale.md).
ARG EXTRAS="documents,tables"

COPY constraints.txt /source/constraints.txt
RUN if [ -n "$TORCH_INDEX" ]; then \
      python -m pip install --no-cache-dir --no-deps --constraint /source/constraints.txt "--index-url=$TORCH_INDEX" torch; \
    fi

COPY pyproject.toml README.md LICENSE /source/
COPY mtqa /source/mtqa
RUN python -m pip install --no-cache-dir --constraint /source/constraints.txt "/source${EXTRAS:+[$EXTRAS]}" \
 && rm -rf /source

# The language model and the scores. Anybody may write there, so that the container may run as the owner of the mounted folder.
ENV MTQA_HOME=/var/lib/mtqa
RUN useradd --create-home --uid 10001 mtqa \
 && mkdir -p "$MTQA_HOME" /work \
 && chown mtqa:mtqa "$MTQA_HOME" /work \
 && chmod 1777 "$MTQA_HOME"

USER mtqa

# "yes" puts the language model into the image, so that the container needs no network.
ARG MODEL="no"
RUN if [ "$MODEL" = yes ]; then mtqa model install --quiet; fi

VOLUME ["/var/lib/mtqa"]
WORKDIR /work
ENTRYPOINT ["mtqa"]
CMD ["--help"]
