#!/bin/sh -e
# Tries two orders of hooks with two visitors who hear of another port, and shows the first of them that does not hold.
cd "$(dirname "$0")"
interlayer simulate bundle.yaml --units visitor=2 --seeds 1..2 --kill 0.2 \
  --do 'config website port=8081' --expect 'visitor/*=active:sees port 8081'
