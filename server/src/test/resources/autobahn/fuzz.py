# Runs the fuzzing client of the Autobahn test suite (for Jython 2.7): the jar that carries it, then what to do as JSON.
import json
import sys

# Behind Jython's own library: the jar brings a site.py along that must not be found first.
sys.path.append(sys.argv[1])

from autobahntestsuite import wstest

with open(sys.argv[2]) as spec:
    wstest.start({'mode': 'fuzzingclient'}, json.load(spec))
