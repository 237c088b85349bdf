package io.lumaris.planted.seller;

import com.github.dockerjava.api.DockerClient;

record SellerUsingDocker(DockerClient docker) {}
