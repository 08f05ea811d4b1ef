# shellcheck shell=bash
# The first start of the host, run as root by cloud-init on a bare Debian. render.ts puts the variables in capitals and the
# files before it. Running it again changes nothing that is already as it should be.

say() { printf '%s saldo: %s\n' "$(date --utc +%FT%TZ)" "$*"; }
fail() { say "$*"; exit 1; }

install_packages() {
  if hash docker docker-compose aws curl mkfs.ext4 2>/dev/null; then
    say 'Docker, Compose and the AWS client are there already'
    return
  fi
  export DEBIAN_FRONTEND=noninteractive
  local try
  for try in 1 2 3 4 5; do
    if apt-get update -q && apt-get install -y -q --no-install-recommends docker.io docker-compose awscli ca-certificates curl e2fsprogs iptables; then
      say 'installed Docker, Compose and the AWS client'
      return
    fi
    say "the packages could not be installed (try $try)"
    sleep 10
  done
  fail 'no packages, no Saldo'
}

# A machine with one gigabyte holds everything only just.
add_swap() {
  (($(awk '/^MemTotal/ { print $2 }' /proc/meminfo) < 1500000)) || return 0
  [[ ! -e /swapfile ]] || return 0
  fallocate --length 2G /swapfile
  chmod 600 /swapfile
  mkswap /swapfile >/dev/null
  swapon /swapfile
  echo '/swapfile none swap sw 0 0' >>/etc/fstab
  say 'added 2 GiB of swap'
}

mount_data() {
  local second label
  for second in $(seq 300); do
    [[ -b $DATA_DEVICE ]] && break
    ((second % 30)) || say "waiting for the data volume $DATA_DEVICE"
    sleep 1
  done
  [[ -b $DATA_DEVICE ]] || fail "the data volume $DATA_DEVICE was not attached within five minutes"

  # blkid ends with 2 when it recognises nothing at all: only such a volume is formatted.
  local status=0
  label=$(blkid --probe --output value --match-tag LABEL "$DATA_DEVICE") || status=$?
  if ((status == 2)) && ! blkid --probe "$DATA_DEVICE" >/dev/null; then
    mkfs.ext4 -q -L saldo-data "$DATA_DEVICE"
    say 'formatted the empty data volume'
  elif [[ $label != saldo-data ]]; then
    fail "the volume $DATA_DEVICE holds something that is not Saldo's: it was left as it is"
  else
    say 'the data volume holds data already, which is kept'
  fi

  mkdir -p /srv/saldo
  grep -q '^LABEL=saldo-data ' /etc/fstab 2>/dev/null || echo 'LABEL=saldo-data /srv/saldo ext4 defaults,nofail 0 2' >>/etc/fstab
  mountpoint -q /srv/saldo || mount /srv/saldo
  mkdir -p /srv/saldo/postgres /srv/saldo/caddy /srv/saldo/backups
  # The user node of the image.
  chown 1000:1000 /srv/saldo/backups
  say 'the data volume is mounted at /srv/saldo'
}

start_docker() {
  docker info >/dev/null 2>&1 || service docker start >/dev/null 2>&1 || true
  local second
  for second in $(seq 60); do
    if docker info >/dev/null 2>&1; then
      say "Docker runs (after $second s)"
      return
    fi
    sleep 1
  done
  fail 'Docker did not start'
}

# Only for people who maintain the host: Saldo is served without it, so its absence ends nothing.
install_session_manager() {
  if command -v amazon-ssm-agent >/dev/null; then
    say 'the Session Manager agent is there already'
    return
  fi
  local package
  package=$(mktemp --suffix=.deb)
  if curl --silent --show-error --fail --max-time 60 --output "$package" \
    "https://s3.$AWS_REGION.amazonaws.com/amazon-ssm-$AWS_REGION/latest/debian_$(dpkg --print-architecture)/amazon-ssm-agent.deb" &&
    dpkg --install "$package" >/dev/null; then
    systemctl enable --now amazon-ssm-agent
    say 'installed the Session Manager agent'
  else
    say 'the Session Manager agent could not be installed: this host cannot be reached for maintenance'
  fi
  rm -f "$package"
}

mkdir -p /var/log
exec > >(tee --append /var/log/saldo-bootstrap.log) 2>&1
say 'starting'
install_packages
add_swap
mount_data
start_docker
install_session_manager
systemctl daemon-reload >/dev/null 2>&1 || true
systemctl enable saldo-watch.timer >/dev/null 2>&1 || true
systemctl start saldo-watch.timer >/dev/null 2>&1 || true
/usr/local/sbin/saldo-up
say 'done'
