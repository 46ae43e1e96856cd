"""Runs the charm in whole models."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def simulate(*options):
    """Runs the bundle beside this file with the Python, and the ops, that run this test."""
    python = str(pathlib.Path(sys.executable).parent)
    environment = {**os.environ, 'PATH': python + os.pathsep + os.environ['PATH']}
    subprocess.run(['interlayer', 'simulate', HERE / 'bundle.yaml', *options], env=environment, check=True)


def test_fifty_visitors_hear_of_the_website_though_hooks_are_killed():
    simulate('--units', 'visitor=50', '--kill', '0.1', '--fail', '0.1', '--expect', 'visitor/*=active:sees port 8080')
