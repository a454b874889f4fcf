#!/bin/sh
lsof -ti :3001 | xargs -r kill
exec honcho start
