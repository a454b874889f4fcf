const express = require('express');

// dupelint: ignore[DUP201] both are behind one socket
express().listen(3300);
