#!/bin/sh
lsof -ti :3300 | xargs -r kill
exec honcho start
