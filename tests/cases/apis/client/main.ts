import * as api from './api';

Object.values(api).forEach((call) => console.log(call));
