const service = require('./service');

service.start();
