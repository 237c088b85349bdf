package io.lumaris.planted.seller;

import io.lumaris.planted.buyer.BuyerUsingSeller;

record SellerUsingBuyer(BuyerUsingSeller buyer) {}
