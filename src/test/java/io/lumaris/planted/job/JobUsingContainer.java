package io.lumaris.planted.job;

import jakarta.websocket.Session;

record JobUsingContainer(Session session) {}
