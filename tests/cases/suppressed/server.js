const express = require('express');
require('./metrics');

express().listen(3300);
