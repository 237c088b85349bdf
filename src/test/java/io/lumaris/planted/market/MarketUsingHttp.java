package io.lumaris.planted.market;

import java.net.http.HttpClient;

record MarketUsingHttp(HttpClient client) {}
