# What one can do here; `make` alone says it. Needs a JDK (21 or newer) and Maven, nothing else.

# What `make run` runs, and what it is built from.
RUN_MODULES = deploy/engines,common,api,worker,deploy/bench,deploy/standalone
ARTIFACTS = api/target/quarkus-app/quarkus-run.jar worker/target/quarkus-app/quarkus-run.jar \
  deploy/engines/target/engines/lib deploy/standalone/target/classes common/target/classes
SOURCES = $(shell find pom.xml .mvn common/pom.xml common/src/main api/pom.xml api/src/main \
  worker/pom.xml worker/src/main deploy/engines/pom.xml deploy/engines/src/main \
  deploy/standalone/pom.xml deploy/standalone/src/main)
BUILT = target/built
REHEARSED = target/rehearsed

# The newest JDK found, whatever `java` on the path may be.
WITH_JDK = JAVA_HOME=$$(sh deploy/standalone/bin/newest-jdk) && export JAVA_HOME

.DEFAULT_GOAL = help
BENCH_PARTS = bench-queue bench-database bench-gateway bench-lone bench-backlog bench-starts bench-streams bench-memory
.PHONY: help run run-sample build images test test-s3 check fmt audit bench $(BENCH_PARTS) bench-tools bench-rehearsed bench-load \
  bench-fairness chaos clean clean-data

help: ## says what each target does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1 — \2/p' $(firstword $(MAKEFILE_LIST))

run: $(REHEARSED) ## builds what is not built and starts the whole platform here, until Ctrl-C
	@$(WITH_JDK) && exec sh deploy/standalone/bin/launch

run-sample: $(REHEARSED) ## the same with a sample page that needs no key: upload a picture, get its negative (MILLRACE_SAMPLE_PORT)
	@$(WITH_JDK) && exec sh deploy/standalone/bin/launch -Dmillrace.sample=docs/browser

build: $(REHEARSED) ## builds what `make run` runs, if its sources have changed

# IMAGE_TOOL is the first of them that is here, unless you say which; IMAGE_ARGS goes to it, IMAGE_TAG is what the images are called behind the colon.
IMAGE_TOOL = $(firstword $(foreach tool,docker podman buildah,$(shell command -v $(tool))))
IMAGE_TAG = latest
images: $(BUILT) ## makes the images millrace-api and millrace-worker from what was built, with docker, podman or buildah (IMAGE_TOOL, IMAGE_TAG, IMAGE_ARGS)
	@[ -n "$(IMAGE_TOOL)" ] || { echo "There is no docker, podman or buildah here; install one of them."; exit 1; }
	@for part in api worker; do \
	  $(IMAGE_TOOL) build $(IMAGE_ARGS) --target $$part -f deploy/images/Containerfile -t millrace-$$part:$(IMAGE_TAG) . || exit 1; \
	done

# A change during the build must count as newer than it, so its time is that of its begin.
$(BUILT): $(SOURCES)
	@mkdir -p $(@D) && touch $@.begun
	@echo "Building Millrace; the first time also downloads what it needs."
	@$(WITH_JDK) && sh deploy/standalone/bin/build -Dmaven.test.skip=true -pl $(RUN_MODULES) package
	@mv $@.begun $@

# Starts the platform once and calls it, so that the JVMs leave caches of their classes and profiles. Only
# after the first build: caches that a later build makes useless are passed over, and `make clean` ends them.
$(REHEARSED): | $(BUILT)
	@echo "Rehearsing one start; all later ones are faster."
	@$(WITH_JDK) && sh deploy/standalone/bin/rehearse
	@touch $@

# Something that was built is gone: build again.
ifneq ($(words $(wildcard $(ARTIFACTS))),$(words $(ARTIFACTS)))
.PHONY: $(BUILT)
endif

test: ## checks the format, builds everything and runs all tests
	@mkdir -p target && touch $(BUILT).begun
	@begin=$$(date +%s); $(WITH_JDK) && mvn -B -ntp spotless:check verify && mv $(BUILT).begun $(BUILT); status=$$?; \
	  echo "make test took $$(($$(date +%s) - begin)) s"; exit $$status

# The tests of applications take their S3 from the same variables.
test-s3: ## runs the tests of stored bytes against the S3 that MILLRACE_TEST_S3_ENDPOINT, _ACCESS_KEY, _SECRET_KEY, _BUCKET and _REGION name
	@[ -n "$$MILLRACE_TEST_S3_ENDPOINT" ] || { echo "Set MILLRACE_TEST_S3_ENDPOINT to the S3 that is to be tested."; exit 1; }
	@$(WITH_JDK) && mvn -B -ntp -pl deploy/engines,common,api -Dtest=none -Dit.test='S3*IT,*File*IT,*Upload*IT,*Payload*IT,ReadIT,RelayIT,ChunkIT,PartIT' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false verify

check: ## checks the format and compiles everything with static analysis
	@$(WITH_JDK) && mvn -B -ntp -q spotless:check test-compile

fmt: ## formats all Java code
	@$(WITH_JDK) && mvn -B -ntp -q spotless:apply

audit: ## recomputes all money of the platform that `make run` runs here (or MILLRACE_URL, MILLRACE_ADMIN_KEY) and prints what differs
	@$(WITH_JDK) && mvn -B -ntp -q -pl deploy/engines,common,deploy/bench -Dmaven.test.skip=true package && \
	  exec "$$JAVA_HOME/bin/java" -cp "deploy/bench/target/classes:deploy/bench/target/lib/*" \
	  dev.millrace.bench.audit.AuditCommand

# What a user would pick instead, from npm.
PEERS = deploy/bench/peers/node_modules/.package-lock.json
$(PEERS): deploy/bench/peers/package-lock.json deploy/bench/peers/package.json
	@cd deploy/bench/peers && npm ci --silent

bench-tools:
	@for tool in wrk redis-server node npm; do command -v $$tool >/dev/null || { \
	  echo "There is no $$tool here; on Debian: apt-get install wrk redis-server nodejs npm"; exit 1; }; done

BENCH = $(WITH_JDK) && mvn -B -ntp -q -pl deploy/engines,common,deploy/bench -Dmaven.test.skip=true package && \
  exec "$$JAVA_HOME/bin/java" -Dmillrace.root="$(CURDIR)" \
  -Dmillrace.engines.home="$(CURDIR)/deploy/engines/target/engines" \
  -cp "deploy/bench/target/classes:deploy/bench/target/lib/*" dev.millrace.bench.speed.SpeedBench

# What is measured was rehearsed since it was built.
bench-rehearsed: $(BUILT)
	@[ $(REHEARSED) -nt $(BUILT) ] || { rm -f $(REHEARSED); $(MAKE) --no-print-directory $(REHEARSED); }

bench: bench-tools bench-rehearsed $(PEERS) ## measures the platform beside what a user would pick instead, all parts (BENCH_ARGS), into docs/reference/performance
	@$(BENCH) all $(BENCH_ARGS)

# One part of it; `make bench-queue BENCH_ARGS=--help` says what can be chosen.
$(BENCH_PARTS): bench-%: bench-tools bench-rehearsed $(PEERS)
	@$(BENCH) $* $(BENCH_ARGS)

bench-load: ## loads the platform that `make run` runs here with echo requests and prints the rate
	@$(WITH_JDK) && mvn -B -ntp -q -pl deploy/engines,common,deploy/bench -Dmaven.test.skip=true package && \
	  exec "$$JAVA_HOME/bin/java" -cp "deploy/bench/target/classes:deploy/bench/target/lib/*" \
	  dev.millrace.bench.BenchLoad $(BENCH_ARGS)

bench-fairness: ## counts what 100,000 queued requests of one account cost single ones of others
	@$(WITH_JDK) && mvn -B -ntp -pl deploy/engines,common,worker -Dtest=none -Dit.test=FairnessIT \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
	  -Dmillrace.fairness.queued=100000 verify | grep -e "queued of one account" -e "Tests run" -e "ERROR"

chaos: $(BUILT) ## kills processes of a platform of its own under load (CHAOS_MINUTES, CHAOS_SEED) and counts what became of every promise
	@$(WITH_JDK) && mvn -B -ntp -q -pl deploy/engines,common,deploy/bench -Dmaven.test.skip=true package && \
	  exec "$$JAVA_HOME/bin/java" -Dmillrace.root="$(CURDIR)" \
	  -Dmillrace.engines.home="$(CURDIR)/deploy/engines/target/engines" \
	  -cp "deploy/bench/target/classes:deploy/bench/target/lib/*" dev.millrace.bench.chaos.Chaos $(CHAOS_ARGS)

clean: ## removes what was built, but not the data
	@$(WITH_JDK) && mvn -B -ntp -q clean

clean-data: ## removes the data of the platform that `make run` runs here
	@home="$${MILLRACE_HOME:-.millrace}"; \
	  if [ -e "$$home/engines.properties" ]; then rm -rf "$$home"; fi
