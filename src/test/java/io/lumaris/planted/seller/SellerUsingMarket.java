package io.lumaris.planted.seller;

import io.lumaris.planted.market.MarketUsingSeller;

/** Allowed by itself; with {@link MarketUsingSeller} it is a cycle. */
public record SellerUsingMarket(MarketUsingSeller market) {}
