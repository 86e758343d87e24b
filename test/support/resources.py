"""Runs programs with Pulumi's mocks and prints the inputs of their resources.

Standard input: {"programs": {name: source}, "outputs": {property: value}}. Standard output: {name: {resource: inputs}}.
"""

import json
import sys

import pulumi

request = json.load(sys.stdin)
resources = {}


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        resources[program][args.name] = args.inputs
        return [f"{args.name}-id", {**request["outputs"], **args.inputs}]

    def call(self, args):
        return {}


pulumi.runtime.set_mocks(Mocks())
for program, source in request["programs"].items():
    resources[program] = {}
    pulumi.runtime.test(lambda: exec(source, {}))()
print(json.dumps(resources))
