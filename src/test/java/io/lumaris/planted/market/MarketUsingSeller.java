package io.lumaris.planted.market;

import io.lumaris.planted.seller.SellerUsingMarket;

/** Closes a cycle: the seller knows the market already. */
public record MarketUsingSeller(SellerUsingMarket seller) {}
