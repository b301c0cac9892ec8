"""Runs two commands in turn and prints the ratio of their medians.

Usage: python3 alternate.py PAIRS 'COMMAND A' 'COMMAND B'
Each command prints a line "median X tokens/s". Example, after BenchModel wrote m160:
  alternate.py 5 'java -cp CP org.palimpsest.inference.engine.ScoringBench ours m160 fp32 2 4' \
                 '/usr/bin/python3 score_neox.py m160 fp32 2 4'
"""
import re
import statistics
import subprocess
import sys


def median(command):
    text = subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"median ([0-9.]+)", text).group(1))


def main():
    pairs = [(median(sys.argv[2]), median(sys.argv[3])) for _ in range(int(sys.argv[1]))]
    for a, b in pairs:
        print(f"A {a:.1f}  B {b:.1f}  A/B {a / b:.3f}")
    print(f"median A/B {statistics.median(a / b for a, b in pairs):.3f}")


if __name__ == "__main__":
    main()
