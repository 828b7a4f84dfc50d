"""Our own charts: data in, shapes out (`layout`, pure), shapes on a painter (`paint`), one widget for all of them."""
