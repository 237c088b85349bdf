package io.lumaris.planted.buyer;

import io.lumaris.planted.seller.SellerUsingMarket;

/** Goes round the market. */
public record BuyerUsingSeller(SellerUsingMarket seller) {}
